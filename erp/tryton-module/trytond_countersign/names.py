# SPDX-License-Identifier: GPL-3.0-or-later
"Names of parties, compared without what does not make another name: case, accents, punctuation, the legal form."
import re
import unicodedata

# As they are left without full stops, in upper case, without accents.
LEGAL_FORMS = {
    'AB', 'AG', 'APS', 'AS', 'ASA', 'BHD', 'BV', 'BVBA', 'CO', 'COMPANY', 'CORP', 'CORPORATION', 'CV', 'CVBA', 'DOO',
    'EG', 'EHF', 'EIRL', 'EK', 'EOOD', 'EURL', 'EV', 'GBR', 'GESMBH', 'GMBH', 'HF', 'INC', 'INCORPORATED', 'KFT', 'KG',
    'KGAA', 'LDA', 'LIMITED', 'LLC', 'LLP', 'LP', 'LTD', 'LTDA', 'MBH', 'NV', 'NYRT', 'OHG', 'OOD', 'OU', 'OY', 'OYJ', 'PLC',
    'PTE', 'PTY', 'SA', 'SARL', 'SAS', 'SASU', 'SCA', 'SCOP', 'SCRL', 'SCS', 'SE', 'SL', 'SLU', 'SNC', 'SPA', 'SPRL',
    'SPZOO', 'SRL', 'SRO', 'UAB', 'UG', 'ULC', 'ZRT'}


def normal_name(name):
    "`Société Générale-Bois, S.à r.l.` → `SOCIETE GENERALE BOIS`; a name that is only legal forms stays"
    text = unicodedata.normalize('NFKD', name or '')
    text = ''.join(c for c in text if not unicodedata.category(c).startswith('M')).upper()
    text = re.sub(r"[.'’]", '', text)
    words = re.sub(r'[\W_]+', ' ', text).split()
    core = _without_forms(words)
    return ' '.join(core or words)


def _without_forms(words):
    "A form may be written apart at the end: `S A R L`, `Sp z o o`"
    left = list(words)
    while left:
        apart = next((n for n in range(len(left), 0, -1) if ''.join(left[-n:]) in LEGAL_FORMS), None)
        if not apart:
            return left
        left = left[:-apart]
    return left

"""Sets passwords in a copy of the template. usage: passwords.py DATABASE_FILE PASSWORDS_JSON"""
import json
import sqlite3
import sys
from pathlib import Path

import pwdlib
import pwdlib.hashers.argon2

hasher = pwdlib.PasswordHash([pwdlib.hashers.argon2.Argon2Hasher()])
with sqlite3.connect(sys.argv[1]) as database:
    for login, password in json.loads(Path(sys.argv[2]).read_text(encoding='utf-8')).items():
        changed = database.execute('UPDATE res_user SET password_hash = ? WHERE login = ?', [hasher.hash(password), login])
        if changed.rowcount != 1:
            sys.exit(f'no user {login} in {sys.argv[1]}')
    database.execute('DELETE FROM ir_session')
database.close()

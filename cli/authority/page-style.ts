import { html } from './markup.ts';

/** The whole look: no font, script or image from elsewhere; on paper, landscape, no table row is cut in two. */
export const STYLE = html`
  :root { color-scheme: light; font: 15px/1.45 system-ui, "Segoe UI", "Liberation Sans", Arial, sans-serif; color: #1b1f24; }
  body { margin: 2rem auto; padding: 0 1.5rem; max-width: 100rem; background: #fff; }
  h1 { font-size: 1.7rem; margin: 0 0 .25rem; }
  h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-bottom: 2px solid #1b1f24; }
  h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
  p { max-width: 52rem; margin: .4rem 0; }
  .scroll { overflow-x: auto; margin: .75rem 0 1.25rem; }
  table { border-collapse: collapse; width: 100%; font-size: .93rem; }
  caption { text-align: left; font-weight: 600; padding: .25rem 0 .5rem; }
  th, td { border: 1px solid #c5ccd3; padding: .35rem .6rem; text-align: left; vertical-align: top; }
  thead th { background: #eef1f4; vertical-align: bottom; }
  thead .of { display: block; font-weight: 400; color: #4a545e; }
  .amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  .group { border-left: 2px solid #7d8791; }
  .none { color: #69737d; }
  td.person { background: #fff6dd; }
  tbody tr:nth-child(even) td:not(.person) { background: #f8f9fa; }
  ul { margin: 0; padding-left: 1.1rem; }
  @media print {
    @page { size: A4 landscape; margin: 12mm; }
    :root { font-size: 10px; }
    body { margin: 0; padding: 0; max-width: none; }
    .scroll { overflow: visible; break-inside: avoid; }
    tr { break-inside: avoid; }
    h2, h3 { break-after: avoid; }
    thead { display: table-header-group; }
    th, td { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  }
`;

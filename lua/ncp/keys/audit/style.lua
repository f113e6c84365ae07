--- The style of the HTML page, and what its Content-Security-Policy allows it by.
local style = {}

--- SHA-256 of the style, in Base64: a page with another one is shown without any.
style.hash = "1Cy1lYez9w+aYAcngblu9dc+Q3wYdCNLycf8HZLsr04="

style.css = [[
:root {
  color-scheme: light dark;
  --back: #ffffff; --panel: #f5f7f9; --text: #1b2430; --muted: #566170; --line: #d5dbe2;
  --high: #b3261e; --medium: #8f5200; --low: #2f5d92; --unknown: #6a4a9c;
  --within: #4f7fb5; --over: #c2571a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #11161c; --panel: #1a2129; --text: #e2e8ef; --muted: #9fabb9; --line: #323c48;
    --high: #ff8f84; --medium: #f0b45c; --low: #8db8ee; --unknown: #c0a6f2;
    --within: #6c9fd8; --over: #e8803f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--back); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
}
main { max-width: 70rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
p { margin: .5rem 0; max-width: 46rem; }
.muted { color: var(--muted); }
.warning { border: 1px solid var(--high); border-left-width: 6px; padding: .6rem 1rem; margin: 1.25rem 0; }
.warning strong { color: var(--high); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
dl div { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem; }
dt { color: var(--muted); font-size: .85rem; }
dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
dd.high { color: var(--high); } dd.medium { color: var(--medium); }
dd.low { color: var(--low); } dd.unknown { color: var(--unknown); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 2rem; }
figure { margin: 0; min-width: 0; }
figcaption { color: var(--muted); font-size: .9rem; }
figcaption strong { color: var(--text); }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font-size: 13px; text-anchor: middle; }
svg .count { fill: var(--text); }
svg .limit-name { fill: var(--text); text-anchor: start; }
svg .axis { stroke: var(--muted); stroke-width: 1; }
svg .limit { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 5 4; }
.within { fill: var(--within); } .over { fill: var(--over); }
.disabled { fill: var(--back); stroke: var(--muted); stroke-width: 1; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: 0 0 1rem; list-style: none; }
.legend svg { display: inline-block; width: .9rem; height: .9rem; margin-right: .4rem; vertical-align: -.1rem; }
details { margin: .4rem 0; font-size: .9rem; }
summary { cursor: pointer; color: var(--muted); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--muted); padding: .25rem 0 .5rem; }
th, td {
  text-align: left; vertical-align: baseline; padding: .35rem .8rem .35rem 0;
  border-bottom: 1px solid var(--line); unicode-bidi: isolate; overflow-wrap: break-word;
}
thead th { color: var(--muted); font-weight: 600; border-bottom-color: var(--muted); }
tbody th { font-weight: 400; min-width: 7.5rem; }
.group th { font-weight: 600; padding-top: 1.1rem; }
.number { text-align: right; padding-right: 1.2rem; font-variant-numeric: tabular-nums; }
.date { white-space: nowrap; font-variant-numeric: tabular-nums; }
tbody .code {
  font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: .85em; white-space: nowrap;
}
.exempt td, .exempt th { color: var(--muted); }
.severity {
  display: inline-block; min-width: 6.5em; font-size: .8em; letter-spacing: .04em; text-transform: uppercase;
}
.severity.high { color: var(--high); } .severity.medium { color: var(--medium); }
.severity.low { color: var(--low); } .severity.unknown { color: var(--unknown); }
@media (max-width: 40rem) {
  tbody th { min-width: 5rem; }
  tbody .code { font-size: .72em; }
}
@media print {
  :root {
    color-scheme: light;
    --back: #ffffff; --panel: #ffffff; --text: #000000; --muted: #444444; --line: #bbbbbb;
    --high: #b3261e; --medium: #8f5200; --low: #2f5d92; --unknown: #6a4a9c; --within: #4f7fb5; --over: #c2571a;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  details { display: none; }
  .scroll { overflow: visible; }
  tbody .code { font-size: .75em; }
  tr, figure, dl div { break-inside: avoid; }
  h2, caption, .group { break-after: avoid; }
}
]]

return style

'use strict';

const { tableLines, wrap } = require('./table');

const WIDTH = 110;

/**
 * The demo's report, for people.
 *
 * @param data what was found (see `collect` in run-demo.js)
 * @param style functions that colour a text: `bold`, `dim`, `green`, `yellow`
 */
function reportText(data, style) {
  const sections = [
    ['Traced', countLines(data, style)],
    ['Needs your attention', warningLines(data.warnings, style)],
    ['Left out on purpose', findingLines(data.excluded, style)],
    ['Cannot be traced', findingLines(data.unsupported, style)],
    ['Could be traced, and is not', findingLines(data.open, style)],
    ['Sends nothing itself, and passes the trace header on where it has one', findingLines(data.passThrough, style)],
    ['Permission that was added', [...roleLines(data.roles), ...typeLines(data.added)]],
    ['Other examples', data.otherExamples],
    ['Where the outputs are', data.outputs],
    ['Coverage, as `npx cdk-xray audit` tells it', data.audit],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [data.title, ...shown.map(([title, lines]) => [style.bold(title), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'))].join('\n\n');
}

function countLines({ counts, coverage }, style) {
  const columns = [
    { title: 'Resource type' }, { title: 'Resources', align: 'right' }, { title: 'Traced before', align: 'right' },
    { title: 'Traced after', align: 'right' }, { title: 'Why not all' },
  ];
  const rows = counts.map((count) => [count.type, count.resources, count.before, count.after, othersText(count)]);
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const [title, ...lines] = tableLines(columns, [...rows, ['Total', sum('resources'), sum('before'), sum('after'), '']]);
  const total = lines.pop();
  return [style.dim(title), ...lines, style.bold(total), '', ...coverageLines(coverage, style)];
}

function coverageLines({ before, after }, style) {
  const percent = ({ traced, of }) => `${traced} of ${of} (${of === 0 ? 100 : Math.floor(100 * traced / of)} %)`;
  return [
    `Coverage: ${percent(before)} before, ${style.green(`${percent(after)} after`)}.`,
    'What is left out on purpose or cannot be traced does not count.',
  ];
}

function othersText({ excluded, unsupported, open }) {
  const parts = [[excluded, 'left out'], [unsupported, 'cannot be traced'], [open, 'open']];
  return parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`).join(', ');
}

function findingLines(groups, style) {
  return groups.flatMap(({ type, reason, advice, paths }) => [
    ...namedLines(type, paths),
    ...(reason ? indented(reason).map(style.dim) : []),
    ...(advice ? indented(`What to do: ${advice}`) : []),
  ]);
}

function typeLines(groups) {
  return groups.flatMap(({ type, paths }) => namedLines(type, paths));
}

function roleLines(roles) {
  const policies = [...new Set(roles.map(({ policy }) => policy))].sort();
  return policies.flatMap((policy) => {
    const names = roles.filter((role) => role.policy === policy).map(({ role }) => role);
    return namedLines(`${policy} for ${names.length} ${names.length === 1 ? 'role' : 'roles'}`, names);
  });
}

function warningLines(warnings, style) {
  return warnings.flatMap(({ id, path, text }) => [`${style.yellow(id)} ${path}`, ...indented(text)]);
}

function namedLines(name, paths) {
  const [first, ...others] = wrap(`${name}: ${paths.join(', ')}`, WIDTH);
  return [first, ...others.map((line) => `    ${line}`)];
}

const indented = (text) => wrap(text, WIDTH).map((line) => `  ${line}`);

module.exports = { reportText };

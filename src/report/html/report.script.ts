/**
 * The script of the coverage report: it searches, filters, sorts and pages the table of resources. Its data is the table itself. The browser
 * gets it as it stands here.
 */
export const REPORT_SCRIPT = `
'use strict';
(() => {
  const ROWS_ON_PAGE = 100;
  const STATUS = 0, TYPE = 2, STACK = 3;

  const byId = (id) => document.getElementById(id);
  const table = byId('resource-table');
  if (!table) { return; }
  const [toolbar, shown, pages, search] = ['toolbar', 'shown', 'pages', 'search'].map(byId);
  const filters = [[STATUS, byId('filter-status')], [TYPE, byId('filter-type')], [STACK, byId('filter-stack')]];
  const statuses = [...byId('filter-status').options].map((option) => option.value);
  const collator = new Intl.Collator('en', { numeric: true });
  const body = table.tBodies[0];
  const rows = [...body.rows].map((element, index) => {
    const cells = [...element.cells].map((cell) => cell.textContent);
    return { element, index, cells, text: cells.join(' ').toLowerCase() };
  });

  let matches = rows;
  let page = 0;
  let sorting = { column: STATUS, direction: 1 };

  const compare = (column) => column === STATUS
    ? (a, b) => statuses.indexOf(a.cells[column]) - statuses.indexOf(b.cells[column])
    : (a, b) => collator.compare(a.cells[column], b.cells[column]);

  const find = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const chosen = filters.filter(([, select]) => select.value !== '');
    const order = compare(sorting.column);
    matches = rows
      .filter(({ cells, text }) => chosen.every(([column, select]) => cells[column] === select.value) && words.every((word) => text.includes(word)))
      .sort((a, b) => sorting.direction * order(a, b) || a.index - b.index);
    page = 0;
    show();
  };

  const show = () => {
    const start = page * ROWS_ON_PAGE;
    const end = Math.min(start + ROWS_ON_PAGE, matches.length);
    body.replaceChildren(...matches.slice(start, end).map(({ element }) => element));
    shown.textContent = summary(start, end);
    pages.hidden = matches.length <= ROWS_ON_PAGE;
    byId('previous').disabled = start === 0;
    byId('next').disabled = end === matches.length;
  };

  const summary = (start, end) => {
    if (matches.length === 0) { return 'No resource matches. “Show all” takes the search and the filters away.'; }
    const range = matches.length <= ROWS_ON_PAGE ? '' : (start + 1) + '–' + end + ' of ';
    const all = matches.length === rows.length ? '' : ' of ' + rows.length + ' in all';
    return 'Showing ' + range + matches.length + (matches.length === 1 ? ' resource' : ' resources') + all;
  };

  const turn = (by) => {
    page += by;
    const button = document.activeElement;
    show();
    // A button that is switched off while it has the focus would lose it to nowhere.
    if (button.disabled) { byId(by > 0 ? 'previous' : 'next').focus({ preventScroll: true }); }
    byId('resources').scrollIntoView({ block: 'start' });
  };

  const sortBy = (column) => {
    sorting = { column, direction: sorting.column === column ? -sorting.direction : 1 };
    showSorting();
    find();
  };

  const heads = [...table.tHead.rows[0].cells];
  const showSorting = () => heads.forEach((head, column) =>
    head.setAttribute('aria-sort', column !== sorting.column ? 'none' : sorting.direction > 0 ? 'ascending' : 'descending'));

  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    button.addEventListener('click', () => sortBy(column));
    head.append(button);
  });

  search.addEventListener('input', find);
  filters.forEach(([, select]) => select.addEventListener('change', find));
  toolbar.addEventListener('submit', (event) => event.preventDefault());
  // The fields are reset after the event.
  toolbar.addEventListener('reset', () => setTimeout(find));
  byId('previous').addEventListener('click', () => turn(-1));
  byId('next').addEventListener('click', () => turn(1));

  // The name of a service or a stack leads to its rows.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-filter]');
    if (!link) { return; }
    toolbar.reset();
    byId('filter-' + link.dataset.filter).value = link.dataset.value;
    find();
  });

  // On paper there is nothing to unfold and no next page.
  let unfolded = [];
  addEventListener('beforeprint', () => {
    unfolded = [...document.querySelectorAll('details:not([open])')];
    unfolded.forEach((details) => { details.open = true; });
    body.replaceChildren(...matches.map(({ element }) => element));
  });
  addEventListener('afterprint', () => {
    unfolded.forEach((details) => { details.open = false; });
    show();
  });

  // A page of rows is laid out at once; nothing moves while one scrolls to it.
  table.parentElement.classList.add('paged');
  toolbar.hidden = false;
  showSorting();
  show();
})();
`;

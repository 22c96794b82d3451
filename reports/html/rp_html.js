/* SPDX-License-Identifier: GPL-2.0-only */
/* rp_html.js - sorts and filters tables; the page is whole without it */
'use strict';
(() => {
	/* The fragment is ANCHOR&KEY=VALUE&...: t3=2d sorts table 3 by column
	 * 2, falling; t3.0=1 ticks the first box of its filter.
	 */
	const state = new Map();
	let anchor = '';

	const tables = [...document.querySelectorAll('table[id]')];
	const forms = [...document.querySelectorAll('form[data-for]')];
	const rows = (table) => [...table.tBodies[0].rows];
	/* A word that several cells of a row share is one cell. */
	const text = (row, column) => [...row.cells].find(
		(cell) => (column -= cell.colSpan) < 0).textContent;

	function number(said)
	{
		const plain = said.replace(/[\s,%x]/g, '');

		return plain === '' ? NaN : Number(plain);
	}

	function read()
	{
		state.clear();
		anchor = '';
		for (const part of location.hash.slice(1).split('&')) {
			const [key, value] = part.split('=');

			if (value === undefined)
				anchor = key;
			else
				state.set(key, value);
		}
	}

	function write()
	{
		const parts = anchor ? [anchor] : [];

		for (const [key, value] of state)
			parts.push(`${key}=${value}`);
		history.replaceState(null, '', `#${parts.join('&')}`);
	}

	/* A cell without a number comes last, rising or falling. */
	function order(table, column, falling)
	{
		const numeric = !table.tHead.rows[0].cells[column]
			.classList.contains('t');

		return (a, b) => {
			const x = text(a, column), y = text(b, column);
			const p = number(x), q = number(y);
			let sign = x.localeCompare(y);

			if (numeric && (isNaN(p) || isNaN(q)))
				return isNaN(p) - isNaN(q) || sign;
			if (numeric)
				sign = p - q;
			return falling ? -sign : sign;
		};
	}

	function sort(table)
	{
		const [, column, way] =
			/^(\d+)([ad])$/.exec(state.get(table.id)) || [];
		const heads = [...table.tHead.rows[0].cells];
		const body = table.tBodies[0];

		for (const head of heads)
			head.removeAttribute('aria-sort');
		if (column === undefined || !heads[column]) {
			body.append(...table.original);
			return;
		}
		heads[column].setAttribute('aria-sort',
			way === 'd' ? 'descending' : 'ascending');
		body.append(...rows(table).sort(order(table, column, way === 'd')));
	}

	function holds(row, input)
	{
		const said = text(row, input.dataset.column);

		if (input.type === 'checkbox')
			return !input.checked || said === input.dataset.must;
		return input.value === '' || number(said) <= Number(input.value);
	}

	function filter(form)
	{
		const table = document.getElementById(form.dataset.for);
		const inputs = [...form.querySelectorAll('input')];
		const all = rows(table);
		let left = 0;

		inputs.forEach((input) => {
			const value = state.get(input.name) || '';

			if (input.type === 'checkbox')
				input.checked = value === '1';
			else if (input.value !== value)
				input.value = value;
		});
		for (const row of all) {
			row.hidden = !inputs.every((input) => holds(row, input));
			left += !row.hidden;
		}
		form.querySelector('output').textContent =
			`${left} of ${all.length} remain`;
	}

	function show()
	{
		tables.forEach(sort);
		forms.forEach(filter);
	}

	function clicked(table, column)
	{
		const next = { [`${column}a`]: `${column}d`, [`${column}d`]: '' };
		const now = state.get(table.id);
		const then = now in next ? next[now] : `${column}a`;

		if (then)
			state.set(table.id, then);
		else
			state.delete(table.id);
		write();
		sort(table);
	}

	/* A name of several rows is in each of them when they can be sorted. */
	function spread(name)
	{
		const column = name.cellIndex;
		let row = name.parentNode;

		for (let left = name.rowSpan; left > 1; left--) {
			row = row.nextElementSibling;
			name.rowSpan = 1;
			row.insertBefore(name.cloneNode(true), row.cells[column]);
		}
	}

	document.querySelectorAll('[rowspan]').forEach(spread);
	for (const table of tables) {
		table.original = rows(table);
		[...table.tHead.rows[0].cells].forEach((head, column) => {
			const button = document.createElement('button');

			button.type = 'button';
			button.append(...head.childNodes);
			button.addEventListener('click',
				() => clicked(table, column));
			head.append(button);
		});
	}

	for (const form of forms) {
		form.hidden = false;
		form.addEventListener('submit', (event) => event.preventDefault());
		form.addEventListener('input', () => {
			form.querySelectorAll('input').forEach((input) => {
				const value = input.type === 'checkbox' ?
					(input.checked ? '1' : '') : input.value;

				if (value === '')
					state.delete(input.name);
				else
					state.set(input.name, value);
			});
			write();
			filter(form);
		});
	}

	/* A link to a section keeps sorting and filters. */
	addEventListener('hashchange', () => {
		if (location.hash.includes('=')) {
			read();
		} else {
			anchor = location.hash.slice(1);
			write();
		}
		show();
	});
	addEventListener('beforeprint', () => {
		for (const fold of document.querySelectorAll('details'))
			fold.open = true;
	});

	read();
	show();
	if (anchor && state.size)
		document.getElementById(anchor)?.scrollIntoView();
})();

/* SPDX-License-Identifier: GPL-2.0-only */
/* prof_flame.js - inside a flame graph: zoom by a click, search by a word */
"use strict";
(function () {
	const svg = document.documentElement;
	const frames = Array.from(svg.querySelectorAll("g.f"));
	const width = Number(svg.dataset.width), all = Number(svg.dataset.all);
	const status = svg.querySelector("#status");

	function box(g)
	{
		return { at: Number(g.dataset.at), n: Number(g.dataset.n),
			 depth: Number(g.dataset.depth) };
	}

	function place(g, from, n)
	{
		const b = box(g), x = (b.at - from) * width / n;
		const w = b.n * width / n;
		const left = Math.max(x, 0), right = Math.min(x + w, width);
		const text = g.querySelector("text");
		const room = Math.floor((right - left - 4) / 7);

		g.style.display = right - left > 0.1 ? "" : "none";
		g.querySelector("rect").setAttribute("x", left + 10);
		g.querySelector("rect").setAttribute("width",
						     Math.max(right - left, 0));
		text.setAttribute("x", left + 13);
		text.textContent = room < 3 ? "" :
			g.dataset.name.length <= room ? g.dataset.name :
			g.dataset.name.slice(0, room - 2) + "..";
	}

	function zoom(g)
	{
		const b = g ? box(g) : { at: 0, n: all, depth: -1 };

		for (const other of frames) {
			place(other, b.at, b.n);
			other.style.opacity =
				box(other).depth < b.depth ? 0.5 : 1;
		}
	}

	/* Each instruction once: a match inside a match is not added again. */
	function search(word)
	{
		let n = 0, nr = 0, last = -1;

		for (const g of frames) {
			const hit = word && g.dataset.name.includes(word);
			const b = box(g);

			g.classList.toggle("hit", Boolean(hit));
			if (!hit)
				continue;
			nr++;
			if (b.at >= last) {
				n += b.n;
				last = b.at + b.n;
			}
		}
		status.textContent = word ? nr + " frames, " +
			(100 * n / all).toFixed(2) + " % in " + word : "";
	}

	function ask()
	{
		const word = prompt("Search for a function (part of its name):");

		if (word !== null)
			search(word);
	}

	for (const g of frames)
		g.addEventListener("click", () => zoom(g));
	svg.querySelector("#reset").addEventListener("click", () => zoom(null));
	svg.querySelector("#search").addEventListener("click", ask);
	svg.addEventListener("keydown", (e) => {
		if (e.key === "/" || (e.ctrlKey && e.key === "f")) {
			e.preventDefault();
			ask();
		}
	});
})();

// Draws the decision tree of the page from the JSON beside it: layout, folding, zoom, search and the rule of a node.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("tree-data").textContent);
  const nodes = data.nodes;
  const byId = (id) => document.getElementById(id);
  const [viewport, canvas, boxes, rule] = ["viewport", "canvas", "boxes", "rule"].map(byId);
  const svgName = "http://www.w3.org/2000/svg";
  const box = { width: 236, height: 62, across: 70, down: 12, margin: 14 };

  // Texts of a node

  const count = (n) => Math.round(n).toLocaleString("en-US");
  const percent = (share) => (share * 100).toFixed(share > 0.995 && share < 1 ? 2 : share < 0.1 ? 1 : 0) + " %";
  const decimal = (x) => {
    if (!Number.isFinite(x) || Number.isInteger(x)) return String(x);
    const size = Math.abs(x);
    return size >= 1e6 || size < 1e-4 ? x.toPrecision(4) : String(Number(x.toPrecision(6)));
  };
  const sum = (list) => list.reduce((a, b) => a + b, 0);

  /** The question of an inner node, as answered with yes or no: `carrier in {AA, B6}`, `distance > 500`. */
  function condition(node, yes, room = Infinity) {
    const ask = node.split;
    const name = ask.feature.length > room / 2 ? `${ask.feature.slice(0, room / 2 - 1)}…` : ask.feature;
    if ("threshold" in ask) return `${name} ${yes ? "≤" : ">"} ${decimal(ask.threshold)}`;
    return `${name} ${yes === ask.inside ? "in" : "not in"} ${set(ask.names, ask.more, room - name.length)}`;
  }

  /** `{AA, B6, +3}`: as many names as there is room for. */
  function set(names, more, room = Infinity) {
    const shown = [];
    let length = 9;
    for (const name of names) {
      length += name.length + 2;
      if (length > room && shown.length > 0) break;
      shown.push(name);
    }
    const rest = names.length - shown.length + more;
    return `{${shown.join(", ")}${rest > 0 ? `, +${count(rest)}` : ""}}`;
  }

  const share = (node, index) => (node.total === 0 ? 0 : node.weights[index] / node.total);
  const colour = (index) => `var(--class-${Math.min(index, 7)})`;
  /** Where a value lies between the least and the greatest prediction of the tree. */
  const place = (value) => (data.high > data.low ? (value - data.low) / (data.high - data.low) : 0.5);
  const within = (x) => Math.min(1, Math.max(0, x));

  function nodeColour(node) {
    if (data.classes) return colour(node.prediction);
    return `color-mix(in oklab, var(--value-high) ${(100 * within(place(node.prediction))).toFixed(1)}%, var(--value-low))`;
  }

  function outcome(node) {
    if (!data.classes) return decimal(Number(node.prediction.toPrecision(5)));
    return `${node.answer ?? data.classes[node.prediction]} ${percent(node.share ?? share(node, node.prediction))}`;
  }

  for (const [index, node] of nodes.entries()) {
    // JSON has no NaN: it comes as a text.
    for (const key of ["count", "impurity", "gain", "prediction"]) if (key in node) node[key] = Number(node[key]);
    if (data.classes) node.total = sum(node.weights);
    node.hidden = 0;
    if (!node.split) continue;
    const ask = node.split;
    ask.index = ask.feature;
    const feature = data.features[ask.index];
    ask.feature = feature.name;
    if (ask.picks) ask.names = ask.picks.map((pick) => feature.values?.[pick] ?? String(pick));
    for (const [child, yes] of [[node.left, true], [node.right, false]]) {
      nodes[child].parent = index;
      nodes[child].yes = yes;
      nodes[child].level = (node.level ?? 0) + 1;
    }
  }
  nodes[0].level = 0;
  for (let index = nodes.length - 1; index > 0; index--) nodes[nodes[index].parent].hidden += 1 + nodes[index].hidden;
  const deepest = Math.max(...nodes.map((node) => node.level));

  // Which nodes are folded, and where the others stand

  const folded = new Set();
  const elements = new Map();
  let zoom = 1;
  let levels = 0;
  let matches = null;
  let chosen = 0;

  function foldBelow(level) {
    levels = Math.max(0, Math.min(level, deepest));
    folded.clear();
    nodes.forEach((node, index) => node.split && node.level >= levels && folded.add(index));
    byId("levels").textContent = String(levels);
    draw();
    const root = nodes[0];
    viewport.scrollTo(0, (root.y + box.height / 2) * zoom - viewport.clientHeight / 2);
  }

  /** Gives every visible node its place: the depth goes to the right, leaves stand one below the other. */
  function layout() {
    const visible = [];
    let row = 0;
    const visit = (index) => {
      const node = nodes[index];
      visible.push(index);
      node.x = box.margin + node.level * (box.width + box.across);
      if (node.split && !folded.has(index)) {
        visit(node.left);
        visit(node.right);
        node.y = (nodes[node.left].y + nodes[node.right].y) / 2;
      } else {
        node.y = box.margin + row++ * (box.height + box.down);
      }
    };
    visit(0);
    const last = Math.max(...visible.map((index) => nodes[index].level));
    return {
      visible,
      width: 2 * box.margin + last * (box.width + box.across) + box.width,
      height: 2 * box.margin + row * (box.height + box.down) - box.down,
    };
  }

  function make(name, className, text) {
    const element = document.createElement(name);
    element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function bar(node) {
    const mix = make("div", "mix");
    if (data.classes) {
      node.weights.forEach((weight, index) => {
        if (weight <= 0) return;
        const part = make("i", "");
        part.style.width = `${100 * share(node, index)}%`;
        part.style.background = colour(index);
        mix.append(part);
      });
    } else {
      const spread = data.high > data.low ? Math.sqrt(Math.max(node.impurity, 0)) / (data.high - data.low) : 0;
      const middle = place(node.prediction);
      mix.classList.add("range");
      const band = make("i", "band");
      const [from, to] = [within(middle - spread), within(middle + spread)];
      band.style.left = `${100 * from}%`;
      band.style.width = `${100 * (to - from)}%`;
      const mark = make("i", "mark");
      mark.style.left = `${100 * within(middle)}%`;
      mix.append(band, mark);
    }
    return mix;
  }

  function nodeElement(index) {
    const node = nodes[index];
    const element = make("div", node.split ? "node inner" : "node leaf");
    element.id = `node-${index}`;
    element.setAttribute("role", "treeitem");
    element.setAttribute("aria-level", node.level + 1);
    element.style.setProperty("--own", nodeColour(node));
    const head = make("div", "head");
    head.append(make("span", "question", node.split ? condition(node, true, 31) + " ?" : outcome(node)));
    if (node.split) head.append(make("span", "fold"));
    const foot = make("div", "foot");
    foot.append(make("span", "rows", count(node.count)));
    if (node.split) {
      foot.append(make("span", "outcome", outcome(node)), make("span", "gain", `gain ${decimal(Number(node.gain.toPrecision(2)))}`));
    } else {
      if (node.cut) foot.append(make("span", "cut", `${count(node.cut)} nodes below cut`));
      foot.append(make("span", "gain", `${data.impurity} ${decimal(Number(node.impurity.toPrecision(3)))}`));
    }
    element.append(head, bar(node), foot);
    const spoken = [node.split ? condition(node, true) + "?" : "leaf", `predicts ${outcome(node)}`, `${count(node.count)} ${data.rows}`];
    if (node.level > 0) spoken.unshift(node.yes ? "yes:" : "no:");
    element.setAttribute("aria-label", spoken.join(", ").replace(":,", ":"));
    element.title = node.split ? condition(node, true) : outcome(node);
    return element;
  }

  function links(visible) {
    const drawing = byId("links");
    drawing.replaceChildren();
    for (const index of visible) {
      const node = nodes[index];
      if (index === 0) continue;
      const parent = nodes[node.parent];
      const [x1, y1] = [parent.x + box.width, parent.y + box.height / 2];
      const [x2, y2] = [node.x, node.y + box.height / 2];
      const middle = x1 + (x2 - x1) * 0.5;
      const path = document.createElementNS(svgName, "path");
      path.setAttribute("d", `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`);
      path.style.strokeWidth = (1.5 + (20 * node.count) / Math.max(nodes[0].count, 1)).toFixed(1);
      path.style.stroke = nodeColour(node);
      path.id = `link-${index}`;
      const label = document.createElementNS(svgName, "text");
      label.setAttribute("x", x2 - 7);
      label.setAttribute("y", y2 + 4);
      label.textContent = node.yes ? "yes" : "no";
      drawing.append(path, label);
    }
  }

  function draw() {
    const { visible, width, height } = layout();
    const shown = new Set(visible);
    for (const [index, element] of elements) {
      if (shown.has(index)) continue;
      element.remove();
      elements.delete(index);
    }
    if (!shown.has(chosen)) chosen = visible.find((index) => isAbove(index, chosen) && folded.has(index)) ?? 0;
    let before = null;
    for (const index of visible) {
      let element = elements.get(index);
      if (!element) {
        element = nodeElement(index);
        elements.set(index, element);
      }
      // In the order of the tree, for readers of the page that follow the document.
      if (before ? before.nextSibling !== element : boxes.firstChild !== element) boxes.insertBefore(element, before ? before.nextSibling : boxes.firstChild);
      before = element;
      const node = nodes[index];
      element.style.transform = `translate(${node.x}px, ${node.y}px)`;
      element.tabIndex = index === chosen ? 0 : -1;
      if (node.split) {
        const isFolded = folded.has(index);
        element.setAttribute("aria-expanded", String(!isFolded));
        element.classList.toggle("folded", isFolded);
        element.querySelector(".fold").textContent = isFolded ? `+${count(node.hidden)}` : "–";
      }
      element.classList.toggle("faded", matches !== null && !matches.has(index));
    }
    for (const side of [boxes, byId("links")]) {
      side.style.width = `${width}px`;
      side.style.height = `${height}px`;
    }
    byId("links").setAttribute("viewBox", `0 0 ${width} ${height}`);
    canvas.dataset.width = width;
    canvas.dataset.height = height;
    links(visible);
    applyZoom();
    byId("shown").textContent = `${count(visible.length)} of ${count(data.size)} nodes`;
  }

  function isAbove(index, other) {
    for (let at = other; at !== undefined; at = nodes[at].parent) if (at === index) return true;
    return false;
  }

  function applyZoom() {
    const [width, height] = [Number(canvas.dataset.width), Number(canvas.dataset.height)];
    canvas.style.width = `${width * zoom}px`;
    canvas.style.height = `${height * zoom}px`;
    byId("drawing").style.transform = `scale(${zoom})`;
    byId("zoom").textContent = `${Math.round(zoom * 100)} %`;
  }

  function setZoom(value) {
    zoom = Math.min(2, Math.max(0.2, value));
    applyZoom();
  }

  function toggle(index) {
    const node = nodes[index];
    if (!node.split) return;
    if (!folded.delete(index)) folded.add(index);
    // The node stays where the reader looks at it.
    const before = node.y;
    draw();
    viewport.scrollTop += (node.y - before) * zoom;
  }

  // The rule that leads to a node

  function path(index) {
    const steps = [];
    for (let at = index; nodes[at].parent !== undefined; at = nodes[at].parent) steps.unshift(at);
    return steps;
  }

  /** The conditions on the way to a node, those on one feature drawn together: `10 < distance ≤ 500`. */
  function conditions(index) {
    const found = new Map();
    for (const step of path(index)) {
      const parent = nodes[nodes[step].parent];
      const [ask, yes] = [parent.split, nodes[step].yes];
      const isNumber = "threshold" in ask;
      const key = isNumber || ask.more === 0 ? ask.index : `step ${step}`;
      const known = found.get(key) ?? { feature: ask.feature };
      found.delete(key);
      if (isNumber) known[yes ? "upTo" : "above"] = ask.threshold;
      else if (ask.more > 0) known.text = condition(parent, yes, 120);
      else {
        const picks = new Set(ask.picks);
        known.allowed ??= Array.from({ length: ask.of }, (_, category) => category);
        known.of = ask.of;
        known.allowed = known.allowed.filter((category) => picks.has(category) === (yes === ask.inside));
      }
      found.set(key, known);
    }
    return [...found].map(([key, known]) => {
      if (known.text) return known.text;
      if (known.allowed) {
        const allowed = new Set(known.allowed);
        const inside = known.allowed.length <= known.of / 2;
        const all = Array.from({ length: known.of }, (_, category) => category);
        const names = all.filter((category) => allowed.has(category) === inside)
          .map((category) => data.features[key].values?.[category] ?? String(category));
        return `${known.feature} ${inside ? "in" : "not in"} ${set(names, 0, 120)}`;
      }
      if (known.above === undefined) return `${known.feature} ≤ ${decimal(known.upTo)}`;
      if (known.upTo === undefined) return `${known.feature} > ${decimal(known.above)}`;
      return `${decimal(known.above)} < ${known.feature} ≤ ${decimal(known.upTo)}`;
    });
  }

  function explain(index) {
    const way = new Set(path(index));
    for (const [at, element] of elements) element.classList.toggle("on-way", way.has(at) || at === index || (at === 0 && way.size > 0));
    for (const link of byId("links").querySelectorAll("path")) link.classList.toggle("on-way", way.has(Number(link.id.slice(5))));
    const node = nodes[index];
    const parts = [make("b", "", index === 0 ? "All rows" : "If")];
    conditions(index).forEach((text, number) => {
      if (number > 0) parts.push(make("span", "and", "and"));
      parts.push(make("code", "", text));
    });
    const result = make("span", "result", `${!node.split ? "then" : data.classes ? "mostly" : "on average"} ${outcome(node)}`);
    result.style.setProperty("--own", nodeColour(node));
    const details = [`${count(node.count)} ${data.rows}`, `${data.impurity} ${decimal(Number(node.impurity.toPrecision(4)))}`];
    if (data.classes) {
      const parts = node.weights.map((weight, at) => [weight, at]).filter(([weight]) => weight > 0).sort((a, b) => b[0] - a[0]).slice(0, 4);
      details.push(parts.map(([weight, at]) => `${data.classes[at]} ${count(weight)}`).join(", "));
    }
    if (node.split) details.push(`next question: ${condition(node, true, 90)} (gain ${decimal(Number(node.gain.toPrecision(4)))})`);
    parts.push(result, make("span", "details", details.join(" · ")));
    rule.replaceChildren(...parts);
  }

  // Search

  function search(text) {
    const wanted = text.trim().toLowerCase();
    if (wanted === "") {
      matches = null;
      byId("found").textContent = "";
      foldBelow(levels);
      return;
    }
    matches = new Set();
    nodes.forEach((node, index) => {
      const texts = node.split ? [node.split.feature, ...(node.split.names ?? []), condition(node, true)] : [outcome(node)];
      if (texts.some((part) => part.toLowerCase().includes(wanted))) matches.add(index);
    });
    folded.clear();
    nodes.forEach((node, index) => node.split && node.level >= levels && folded.add(index));
    [...matches].slice(0, 200).forEach((index) => {
      for (let at = nodes[index].parent; at !== undefined; at = nodes[at].parent) folded.delete(at);
    });
    byId("found").textContent = matches.size === 1 ? "1 node" : `${count(matches.size)} nodes`;
    draw();
  }

  function nextMatch() {
    const drawn = [...elements.keys()].filter((index) => matches?.has(index)).sort((a, b) => a - b);
    if (drawn.length > 0) choose(drawn.find((index) => index > chosen) ?? drawn[0]);
  }

  function choose(index) {
    elements.get(chosen)?.setAttribute("tabindex", "-1");
    chosen = index;
    const element = elements.get(index);
    element.tabIndex = 0;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    explain(index);
  }

  // What the reader does

  const indexOf = (event) => {
    const element = event.target.closest?.(".node");
    return element ? Number(element.id.slice(5)) : null;
  };
  let dragged = false;
  boxes.addEventListener("click", (event) => {
    const index = indexOf(event);
    if (index === null || dragged) return;
    chosen = index;
    toggle(index);
    choose(index);
  });
  boxes.addEventListener("pointerover", (event) => {
    const index = indexOf(event);
    if (index !== null) explain(index);
  });
  boxes.addEventListener("focusin", (event) => {
    const index = indexOf(event);
    if (index !== null) explain(index);
  });
  boxes.addEventListener("keydown", (event) => {
    const index = indexOf(event);
    if (index === null) return;
    const node = nodes[index];
    const order = [...elements.keys()].sort((a, b) => a - b);
    const at = order.indexOf(index);
    const isOpen = node.split && !folded.has(index);
    const actions = {
      ArrowDown: () => choose(order[Math.min(at + 1, order.length - 1)]),
      ArrowUp: () => choose(order[Math.max(at - 1, 0)]),
      ArrowRight: () => (isOpen ? choose(node.left) : toggle(index)),
      ArrowLeft: () => (isOpen ? toggle(index) : node.parent !== undefined && choose(node.parent)),
      Enter: () => toggle(index),
      " ": () => toggle(index),
      Home: () => choose(0),
      End: () => choose(order[order.length - 1]),
    };
    if (!actions[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    actions[event.key]();
    elements.get(chosen)?.focus({ preventScroll: true });
  });

  let drag = null;
  viewport.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (event.pointerType !== "mouse" || event.button !== 0) return;
    drag = { x: event.clientX, y: event.clientY, left: viewport.scrollLeft, top: viewport.scrollTop };
  });
  addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
    if (Math.abs(x) + Math.abs(y) > 5) dragged = true;
    if (!dragged) return;
    viewport.classList.add("dragging");
    viewport.scrollTo(drag.left - x, drag.top - y);
  });
  addEventListener("pointerup", () => {
    drag = null;
    viewport.classList.remove("dragging");
  });
  viewport.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    setZoom(zoom * Math.exp(-event.deltaY / 300));
  }, { passive: false });

  const fit = () => setZoom(Math.min(1, (viewport.clientWidth - 2) / Number(canvas.dataset.width)));
  byId("less").addEventListener("click", () => foldBelow(levels - 1));
  byId("more").addEventListener("click", () => foldBelow(levels + 1));
  byId("all").addEventListener("click", () => foldBelow(deepest));
  byId("zoom-out").addEventListener("click", () => setZoom(zoom / 1.2));
  byId("zoom-in").addEventListener("click", () => setZoom(zoom * 1.2));
  byId("fit").addEventListener("click", fit);
  byId("search").addEventListener("input", (event) => search(event.target.value));
  byId("search").addEventListener("keydown", (event) => event.key === "Enter" && nextMatch());

  // On paper the tree is as wide as the page.
  let before = 1;
  addEventListener("beforeprint", () => {
    before = zoom;
    setZoom(Math.min(1, 700 / Number(canvas.dataset.width)));
  });
  addEventListener("afterprint", () => setZoom(before));

  foldBelow(data.levels);
  fit();
  if (zoom < 0.75) setZoom(1);
  document.documentElement.dataset.drawn = "true";
})();

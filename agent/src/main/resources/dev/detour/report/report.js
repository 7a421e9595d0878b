'use strict';
// Everything that comes from events is put into the page as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const M = Object.fromEntries(data.measures.map((name, index) => [name, index]));
  const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const COLOURS = 8;
  const PAGE = 50;
  const OTHER = 'other codes';
  const hasEvents = data.events > 0;
  // Whole stretches: the first and last one are not cut.
  const whole = hasEvents
    ? { from: Math.floor(data.first / data.width) * data.width, to: (Math.floor(data.last / data.width) + 1) * data.width }
    : { from: 0, to: 1 };
  const state = { from: whole.from, to: whole.to, code: null, place: null, utc: true, shown: PAGE };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'local time';
  const OUTCOMES = {
    lost: ['Lost', 'bad'], stream_broken: ['Stream broken', 'bad'], rescued_by_failover: ['Failover', 'good'],
    rescued_by_retry: ['Retry', 'good'], rescued_somehow: ['Rescued', 'good'], slow: ['Slow', 'warn'], no_end: ['No end told', 'warn'],
  };

  // ---- small tools

  const byId = id => document.getElementById(id);
  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  }
  function svg(tag, attributes) {
    const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  }
  const put = (parent, ...children) => { parent.replaceChildren(...children); return parent; };
  const add = (parent, ...children) => { parent.append(...children); return parent; };
  function button(className, text, act) {
    const element = make('button', className, text);
    element.type = 'button';
    element.addEventListener('click', act);
    return element;
  }
  const number = value => value.toLocaleString('en', { maximumFractionDigits: 0 });
  const few = value => value.toLocaleString('en', { maximumSignificantDigits: value < 10 ? 2 : 3 });
  const count = (value, one, many) => number(value) + ' ' + (value === 1 ? one : many || one + 's');
  const share = (part, all) => all === 0 || part === 0 ? '0 %' : part === all ? '100 %' : part / all < 0.005 ? '<1 %'
    : Math.min(part / all, 0.999).toLocaleString('en', { style: 'percent', maximumFractionDigits: part / all > 0.99 ? 1 : 0 }).replace('%', ' %');
  function duration(ms) {
    if (ms < SECOND) return Math.round(ms) + ' ms';
    if (ms < 100 * SECOND) return few(ms / SECOND) + ' s';
    if (ms < 100 * MINUTE) return few(ms / MINUTE) + ' min';
    return ms < 100 * HOUR ? few(ms / HOUR) + ' h' : few(ms / DAY) + ' days';
  }
  const formats = new Map();
  function format(time, options) {
    const key = JSON.stringify(options) + state.utc;
    if (!formats.has(key)) {
      formats.set(key, new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', timeZone: state.utc ? 'UTC' : undefined }));
    }
    return formats.get(key).format(time);
  }
  const day = time => format(time, { day: 'numeric', month: 'short' });
  const dayAndYear = time => format(time, { day: 'numeric', month: 'short', year: 'numeric' });
  const clock = time => format(time, { hour: '2-digit', minute: '2-digit' });
  const clockWithSeconds = time => format(time, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const moment = time => day(time) + ' ' + clockWithSeconds(time);
  function stretch(from, to) {
    const fine = to - from < 10 * MINUTE ? clockWithSeconds : clock;
    return dayAndYear(from) === dayAndYear(to)
      ? dayAndYear(from) + ', ' + fine(from) + ' to ' + fine(to)
      : dayAndYear(from) + ' ' + fine(from) + ' to ' + dayAndYear(to) + ' ' + fine(to);
  }
  const zoneName = () => state.utc ? 'UTC' : zone;

  // ---- quantiles: the arithmetic of dev.detour.report.Durations

  function middle(step) {
    if (step < 8) return step;
    const width = 2 ** ((step >> 3) - 1);
    return (8 + (step & 7)) * width + (width - 1) / 2;
  }
  function addSteps(into, pairs) {
    for (let i = 0; i < pairs.length; i += 2) into.set(pairs[i], (into.get(pairs[i]) || 0) + pairs[i + 1]);
    return into;
  }
  function quantile(steps, part) {
    let all = 0;
    for (const value of steps.values()) all += value;
    if (all === 0) return null;
    const rank = Math.ceil(part * all);
    let seen = 0;
    for (const step of [...steps.keys()].sort((a, b) => a - b)) {
      seen += steps.get(step);
      if (seen >= rank) return middle(step);
    }
    return null;
  }

  // ---- codes and their colours: the same everywhere, and for the whole period

  const kinds = new Map();
  for (const [, , ...cells] of data.timeline) {
    for (const [cause, ...sums] of cells) {
      const kind = data.causes[cause].kind;
      kinds.set(kind, (kinds.get(kind) || 0) + (sums[M.failures] || 0) + (sums[M.not_sent] || 0));
    }
  }
  const ranked = [...kinds].filter(([, sum]) => sum > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([kind]) => kind);
  const place = new Map(ranked.map((kind, index) => [kind, index]));
  const colourOf = kind => place.has(kind) && place.get(kind) < COLOURS ? place.get(kind) : -1;
  const swatch = kind => make('i', 'swatch' + (colourOf(kind) < 0 ? '' : ' k' + colourOf(kind)));
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const meaning = kind => Object.hasOwn(data.codes, kind) ? data.codes[kind][1] : '';
  const hintOf = cause => cause.hint || (Object.hasOwn(data.codes, cause.kind) ? data.codes[cause.kind][2] : '');
  const routeName = route => route === '' ? '(no route)' : route;
  const placeName = cause => routeName(cause.route) + (cause.path ? ' › ' + cause.path : '');

  // ---- what is chosen

  const matchesPlace = cause => state.place === null || placeName(cause) === state.place;
  const matches = cause => matchesPlace(cause) && (state.code === null || cause.kind === state.code);
  function eachCell(visit, from = state.from, to = state.to) {
    for (const [start, , ...cells] of data.timeline) {
      if (start < from || start >= to) continue;
      for (const cell of cells) visit(start, cell[0], cell);
    }
  }
  const value = (cell, measure) => cell[measure + 1] || 0;
  const troubles = cell => value(cell, M.failures) + value(cell, M.not_sent);
  const troubled = s => s[M.failures] + s[M.not_sent];
  function sums() {
    const all = new Array(data.measures.length).fill(0);
    const causes = new Map();
    eachCell((start, cause, cell) => {
      if (!matches(data.causes[cause])) return;
      if (!causes.has(cause)) causes.set(cause, new Array(data.measures.length).fill(0));
      const own = causes.get(cause);
      for (let i = 1; i < cell.length; i++) { own[i - 1] += cell[i]; all[i - 1] += cell[i]; }
    });
    return { all, causes };
  }
  const rescued = s => s[M.rescued_by_retry] + s[M.rescued_by_failover] + s[M.rescued_somehow];
  const gone = s => s[M.calls_lost] + s[M.streams_broken];
  const LADDER = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2419200]
    .map(seconds => seconds * SECOND);
  function widthFor(bars) {
    const least = (state.to - state.from) / bars;
    const fit = LADDER.find(width => width >= least && width % data.width === 0);
    return fit || Math.ceil(least / data.width) * data.width;
  }
  function bucketsOf(width) {
    const starts = [];
    for (let start = Math.floor(state.from / width) * width; start < state.to; start += width) starts.push(start);
    return starts;
  }

  // ---- head

  function drawTitle() {
    document.documentElement.dataset.ready = 'no';
    byId('zone').textContent = 'Times: ' + zoneName();
    if (!hasEvents) {
      byId('title').textContent = 'No failure is told';
      byId('subtitle').textContent = 'The files hold no events: nothing failed, or nothing was written.';
      return;
    }
    const services = [...new Set(data.instances.map(each => each[0]))].filter(Boolean);
    const named = services.length > 3 ? count(services.length, 'service') : services.join(', ');
    const all = sums().all;
    byId('title').textContent = gone(all) + rescued(all) === 0 && troubled(all) === 0 ? 'No failure is told'
      : count(gone(all), 'call') + ' lost, ' + number(rescued(all)) + ' rescued';
    byId('subtitle').textContent = [stretch(state.from, Math.min(state.to, data.last + 1)) + ' ' + zoneName(), named,
      count(data.instances.length, 'JVM')].filter(Boolean).join(' · ');
    document.title = 'Detour report' + (named ? ': ' + named : '');
  }

  function drawFigures() {
    const { all } = sums();
    const saved = rescued(all), lost = gone(all), ended = saved + lost;
    const figure = (label, big, small, mood) =>
      add(make('div', 'figure ' + (mood || '')), make('span', '', label), make('b', '', big), make('small', '', small));
    const list = [
      figure('Attempts failed', number(all[M.failures]), 'broken streams included, in ' + count(ended + all[M.no_end], 'call') + ' with trouble'),
      figure('Rescued by retry', number(all[M.rescued_by_retry]), 'calls: sent again on the same path', all[M.rescued_by_retry] ? 'good' : ''),
      figure('Rescued by failover', number(all[M.rescued_by_failover]), 'calls: moved to another path', all[M.rescued_by_failover] ? 'good' : ''),
    ];
    if (all[M.rescued_somehow]) {
      list.push(figure('Rescued', number(all[M.rescued_somehow]), 'calls: by what is not told, their failures are not in these files', 'good'));
    }
    list.push(
      figure('Lost', number(lost), ended === 0 ? 'calls that failed in the end'
        : share(lost, ended) + ' of calls with trouble' + (all[M.streams_broken] ? '; ' + number(all[M.streams_broken]) + ' of them streams that broke' : ''), lost ? 'bad' : ''),
      figure('Time lost', duration(all[M.failing_ms] + all[M.waiting_ms]),
        duration(all[M.failing_ms]) + ' in failed attempts, ' + duration(all[M.waiting_ms]) + ' waiting to send again'));
    if (all[M.not_sent]) list.push(figure('Not sent', number(all[M.not_sent]), 'calls: every path was given a rest; they are among the lost'));
    if (all[M.slow]) list.push(figure('Slow', number(all[M.slow]), 'calls whose first byte came late'));
    if (all[M.would_be_sent_again]) {
      list.push(figure('Would be sent again', number(all[M.would_be_sent_again]), 'calls, if the mode were not observe'));
    }
    put(byId('figures'), ...list);
  }

  function drawFilters() {
    const bar = byId('filters');
    const parts = [];
    const chip = (text, act) => {
      const made = button('', text + '  ×', act);
      made.setAttribute('aria-label', 'Remove filter: ' + text);
      parts.push(made);
    };
    if (state.from !== whole.from || state.to !== whole.to) chip(stretch(state.from, state.to), showAll);
    if (state.code !== null) chip(state.code, () => choose({ code: null }));
    if (state.place !== null) chip(state.place, () => choose({ place: null }));
    bar.hidden = parts.length === 0;
    put(bar, make('span', 'quiet', 'Shown:'), ...parts);
  }

  // ---- charts

  function ticksOf(from, to, most) {
    const steps = [...LADDER, 60 * DAY, 120 * DAY, 365 * DAY, 3650 * DAY];
    const step = steps.find(each => (to - from) / each <= most) || 36500 * DAY;
    // Round in the zone that is shown.
    const shift = state.utc ? 0 : new Date(from).getTimezoneOffset() * MINUTE;
    const ticks = [];
    for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at);
    return { step, ticks };
  }
  function tickText(at, step, before) {
    if (step >= DAY) return step >= 60 * DAY ? format(at, { month: 'short', year: 'numeric' }) : day(at);
    const text = step < MINUTE ? clockWithSeconds(at) : clock(at);
    return before === undefined || day(before) !== day(at) ? [text, day(at)] : text;
  }
  function timeAxis() {
    return {
      type: 'linear', min: state.from, max: state.to, stacked: true, offset: false, grid: { display: false },
      border: { color: css('--line') },
      afterBuildTicks: axis => {
        const { step, ticks } = ticksOf(state.from, state.to, Math.max(2, Math.floor(axis.width / 90)));
        axis.step = step;
        axis.ticks = ticks.map(at => ({ value: at }));
      },
      ticks: {
        color: css('--quiet'), autoSkip: false, maxRotation: 0, font: { size: 12 },
        callback(at, index, ticks) { return tickText(at, this.step, index ? ticks[index - 1].value : undefined); },
      },
    };
  }
  function valueAxis(title, more) {
    return {
      beginAtZero: true, border: { display: false }, grid: { color: css('--line') },
      title: { display: true, text: title, color: css('--quiet'), font: { size: 12 } },
      ...more,
      ticks: { color: css('--quiet'), maxTicksLimit: 6, font: { size: 12 }, ...(more && more.ticks) },
    };
  }
  function tooltip(width, text, more) {
    return {
      backgroundColor: css('--ink'), titleColor: css('--panel'), bodyColor: css('--panel'), footerColor: css('--panel'), padding: 10, boxPadding: 4,
      filter: item => item.parsed.y > 0, itemSort: (a, b) => b.parsed.y - a.parsed.y,
      callbacks: {
        title: items => items.length ? stretch(items[0].raw.start, items[0].raw.start + width) + ' ' + zoneName() : '',
        label: item => ' ' + item.dataset.label + ': ' + text(item.parsed.y),
        ...more,
      },
    };
  }
  const charts = {};
  function show(name, type, datasets, scales, tip, legend) {
    const options = {
      responsive: true, maintainAspectRatio: false, animation: false, parsing: false, normalized: true,
      interaction: { mode: 'index', axis: 'x', intersect: false },
      layout: { padding: { right: 6 } },
      scales, plugins: { tooltip: tip, legend: { display: legend, align: 'end', labels: { color: css('--ink'), usePointStyle: type === 'line', pointStyleWidth: 28, boxWidth: 12, boxHeight: 12, font: { size: 12.5 } } } },
    };
    if (charts[name]) {
      charts[name].data.datasets = datasets;
      charts[name].options = options;
      charts[name].update('none');
    } else {
      charts[name] = new Chart(byId(name), { type, data: { datasets }, options, plugins: [marks] });
    }
  }
  // Where a configuration came into force: a thin line, as that is often why something changed.
  const marks = {
    id: 'marks',
    beforeDatasetsDraw(chart) {
      if (chart.canvas.id !== 'failures-chart') return;
      const area = chart.chartArea;
      chart.ctx.save();
      chart.ctx.strokeStyle = css('--quiet');
      chart.ctx.globalAlpha = 0.6;
      chart.ctx.setLineDash([3, 3]);
      for (const [time, name] of data.remarks) {
        if (name !== 'config_loaded' || time < state.from || time > state.to) continue;
        const x = Math.round(chart.scales.x.getPixelForValue(time)) + 0.5;
        chart.ctx.beginPath();
        chart.ctx.moveTo(x, area.top);
        chart.ctx.lineTo(x, area.bottom);
        chart.ctx.stroke();
      }
      chart.ctx.restore();
    },
  };
  const barsOf = id => Math.max(20, Math.min(160, Math.floor(byId(id).parentElement.clientWidth / 8)));
  function per(width) {
    const names = [[DAY, 'days', 'day'], [HOUR, 'h', 'hour'], [MINUTE, 'min', 'minute'], [SECOND, 's', 'second']];
    const [unit, many, one] = names.find(([ms]) => width % ms === 0);
    return width === unit ? one : width / unit + ' ' + many;
  }

  function drawFailures() {
    const width = widthFor(barsOf('failures-chart'));
    const starts = bucketsOf(width);
    const index = new Map(starts.map((start, i) => [start, i]));
    const series = new Map();
    const perCode = new Map();
    eachCell((start, number, cell) => {
      const cause = data.causes[number];
      if (!matchesPlace(cause) || !troubles(cell)) return;
      perCode.set(cause.kind, (perCode.get(cause.kind) || 0) + troubles(cell));
      if (!matches(cause) || !value(cell, M.failures)) return;
      const name = colourOf(cause.kind) < 0 && state.code === null ? OTHER : cause.kind;
      if (!series.has(name)) series.set(name, new Array(starts.length).fill(0));
      series.get(name)[index.get(Math.floor(start / width) * width)] += value(cell, M.failures);
    });
    const order = name => name === OTHER ? Infinity : place.get(name);
    const datasets = [...series].sort((a, b) => order(a[0]) - order(b[0])).map(([name, values]) => {
      const colour = name === OTHER || colourOf(name) < 0 ? css('--rest') : css('--c' + colourOf(name));
      return {
        label: name, backgroundColor: colour, hoverBackgroundColor: colour, barPercentage: 1, categoryPercentage: 0.9, stack: 'all',
        data: values.map((y, i) => ({ x: starts[i] + width / 2, y, start: starts[i] })),
      };
    });
    byId('failures-note').textContent = datasets.length === 0
      ? (hasEvents ? 'No failed attempt in what is chosen.' : 'There is nothing to show.')
      : 'Failed attempts in each ' + per(width) + ', by code. Drag over the chart to look closer.'
        + (data.remarks.some(each => each[1] === 'config_loaded') ? ' Dashed: a configuration was loaded.' : '');
    show('failures-chart', 'bar', datasets,
      { x: timeAxis(), y: valueAxis('attempts failed per ' + per(width), { stacked: true, ticks: { precision: 0, callback: number } }) },
      tooltip(width, number, { footer: items => items.length > 1 ? 'all: ' + number(items.reduce((sum, item) => sum + item.parsed.y, 0)) : '' }), false);
    put(byId('codes'), ...ranked.filter(kind => perCode.get(kind) || kind === state.code).slice(0, 40).map(kind => {
      const item = button('', '', () => choose({ code: state.code === kind ? null : kind }));
      item.title = meaning(kind);
      item.dataset.code = kind;
      item.setAttribute('aria-pressed', String(state.code === kind));
      return add(make('li'), add(item, swatch(kind), make('span', 'code', kind), make('b', '', number(perCode.get(kind) || 0))));
    }));
  }

  function drawLatency() {
    const width = widthFor(barsOf('latency-chart'));
    const starts = bucketsOf(width);
    const merged = new Map(starts.map(start => [start, new Map()]));
    for (const [start, steps] of data.timeline) {
      if (start >= state.from && start < state.to) addSteps(merged.get(Math.floor(start / width) * width), steps);
    }
    const line = (label, part, colour, dash) => ({
      label, borderColor: css(colour), backgroundColor: css(colour), borderWidth: 2, borderDash: dash, pointStyle: 'line', pointRadius: 0, pointHitRadius: 8, spanGaps: false, stack: label,
      data: starts.map(start => ({ x: start + width / 2, y: quantile(merged.get(start), part), start })).map(at => at.y === null ? { ...at, y: NaN } : { ...at, y: at.y / SECOND }),
    });
    show('latency-chart', 'line', [line('p50', 0.5, '--c0'), line('p95', 0.95, '--c2', [6, 3]), line('p99', 0.99, '--c6', [2, 2])],
      { x: { ...timeAxis(), stacked: false }, y: valueAxis('seconds from start to end', { ticks: { callback: at => few(at) + ' s' } }) },
      tooltip(width, seconds => duration(seconds * SECOND)), true);
  }

  function drawLost() {
    const width = widthFor(barsOf('lost-chart'));
    const starts = bucketsOf(width);
    const index = new Map(starts.map((start, i) => [start, i]));
    const failing = new Array(starts.length).fill(0), waiting = new Array(starts.length).fill(0);
    eachCell((start, number, cell) => {
      if (!matches(data.causes[number])) return;
      const at = index.get(Math.floor(start / width) * width);
      failing[at] += value(cell, M.failing_ms);
      waiting[at] += value(cell, M.waiting_ms);
    });
    const most = Math.max(...failing.map((ms, i) => ms + waiting[i]), 0);
    const [unit, name] = most > 3 * HOUR ? [HOUR, 'hours'] : most > 3 * MINUTE ? [MINUTE, 'minutes'] : [SECOND, 'seconds'];
    const bars = (label, values, colour) => ({
      label, backgroundColor: css(colour), hoverBackgroundColor: css(colour), barPercentage: 1, categoryPercentage: 0.9, stack: 'all',
      data: values.map((ms, i) => ({ x: starts[i] + width / 2, y: ms / unit, start: starts[i] })),
    });
    byId('lost-note').textContent = 'Of all calls together, in each ' + per(width) + '. Broken streams count for nothing here: they had been answers until they broke.';
    show('lost-chart', 'bar', [bars('in failed attempts', failing, '--c2'), bars('waiting to send again', waiting, '--c5')],
      { x: timeAxis(), y: valueAxis(name + ' lost per ' + per(width), { stacked: true, ticks: { callback: few } }) },
      tooltip(width, at => duration(at * unit)), true);
  }

  // ---- the whole period, with the stretch that is shown

  function drawOverview() {
    const canvas = byId('overview-chart');
    byId('overview').hidden = !hasEvents || data.timeline.length < 3;
    const wide = canvas.clientWidth, high = canvas.clientHeight, scale = window.devicePixelRatio || 1;
    if (!wide || byId('overview').hidden) return;
    canvas.width = wide * scale;
    canvas.height = high * scale;
    const pen = canvas.getContext('2d');
    pen.scale(scale, scale);
    pen.fillStyle = css('--soft');
    pen.fillRect(0, 0, wide, high);
    // Each bar has equally many stretches: else the bars would beat.
    const all = (whole.to - whole.from) / data.width, each = Math.ceil(all / Math.max(1, Math.floor(wide / 3)));
    const bars = new Array(Math.ceil(all / each)).fill(0), step = wide * each / all;
    eachCell((start, number, cell) => {
      if (matches(data.causes[number])) bars[Math.floor((start - whole.from) / data.width / each)] += troubles(cell);
    }, whole.from, whole.to);
    const most = Math.max(...bars, 1);
    const x = time => (time - whole.from) / (whole.to - whole.from) * wide;
    pen.fillStyle = css('--rest');
    bars.forEach((sum, i) => { const h = sum && Math.max(1, sum / most * (high - 6)); pen.fillRect(i * step, high - h, Math.max(1, step - 1), h); });
    if (state.from !== whole.from || state.to !== whole.to) {
      pen.fillStyle = css('--accent');
      pen.globalAlpha = 0.2;
      pen.fillRect(x(state.from), 0, Math.max(3, x(state.to) - x(state.from)), high);
      pen.globalAlpha = 1;
      pen.strokeStyle = css('--accent');
      pen.lineWidth = 1.5;
      pen.strokeRect(x(state.from) + 0.75, 0.75, Math.max(3, x(state.to) - x(state.from)) - 1.5, high - 1.5);
    }
    canvas.setAttribute('aria-valuenow', String(Math.round((state.from - whole.from) / (whole.to - whole.from) * 100)));
    canvas.setAttribute('aria-valuetext', stretch(state.from, state.to));
  }
  function look(from, to) {
    const least = Math.min(data.width * 2, whole.to - whole.from);
    const length = Math.max(least, Math.min(to - from, whole.to - whole.from));
    const start = Math.max(whole.from, Math.min(from, whole.to - length));
    const even = time => Math.round(time / data.width) * data.width;
    choose({ from: Math.max(whole.from, even(start)), to: Math.min(whole.to, Math.max(even(start) + least, even(start + length))) });
  }
  const showAll = () => choose({ from: whole.from, to: whole.to });
  function brush(canvas, timeAt, box) {
    let begun = null;
    const veil = make('div', 'brush');
    const at = event => Math.max(0, Math.min(event.clientX - box().left, box().width));
    canvas.addEventListener('pointerdown', event => {
      if (event.button !== 0 || !hasEvents) return;
      begun = at(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      if (begun === null) return;
      const now = at(event), inner = box();
      veil.style.left = inner.left - canvas.parentElement.getBoundingClientRect().left + Math.min(begun, now) + 'px';
      veil.style.width = Math.abs(now - begun) + 'px';
      canvas.parentElement.append(veil);
    });
    const end = event => {
      veil.remove();
      if (begun !== null && event.type === 'pointerup' && Math.abs(at(event) - begun) > 5) {
        look(timeAt(Math.min(begun, at(event))), timeAt(Math.max(begun, at(event))));
      }
      begun = null;
    };
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    canvas.addEventListener('dblclick', showAll);
  }
  function listen() {
    const chart = byId('failures-chart');
    const inner = () => {
      const box = chart.getBoundingClientRect(), area = charts['failures-chart'].chartArea;
      return { left: box.left + area.left, width: area.right - area.left };
    };
    brush(chart, x => state.from + x / inner().width * (state.to - state.from), inner);
    const overview = byId('overview-chart');
    byId('overview').style.position = 'relative';
    brush(overview, x => whole.from + x / overview.clientWidth * (whole.to - whole.from), () => overview.getBoundingClientRect());
    overview.addEventListener('keydown', event => {
      const length = state.to - state.from, centre = (state.from + state.to) / 2;
      const moves = {
        ArrowLeft: () => look(state.from - length / 4, state.to - length / 4), ArrowRight: () => look(state.from + length / 4, state.to + length / 4),
        '+': () => look(centre - length / 4, centre + length / 4), '-': () => look(centre - length, centre + length), Escape: showAll,
      };
      if (moves[event.key]) { event.preventDefault(); moves[event.key](); }
    });
    byId('zone').addEventListener('click', () => { state.utc = !state.utc; draw(); });
    byId('theme').addEventListener('click', () => { document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'; drawCharts(); });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawCharts);
    let before;
    addEventListener('beforeprint', () => { before = document.documentElement.dataset.theme; document.documentElement.dataset.theme = 'light'; drawCharts(); });
    addEventListener('afterprint', () => { if (before) document.documentElement.dataset.theme = before; else delete document.documentElement.dataset.theme; drawCharts(); });
    let wide = innerWidth;
    addEventListener('resize', () => { if (wide !== innerWidth) { wide = innerWidth; drawCharts(); } });
    byId('search').addEventListener('input', () => { state.shown = PAGE; drawStories(); });
    byId('outcome').addEventListener('change', () => { state.shown = PAGE; drawStories(); });
    byId('code').addEventListener('change', event => choose({ code: event.target.value || null }));
    byId('route').addEventListener('change', event => choose({ place: event.target.value || null }));
    byId('more').addEventListener('click', () => { state.shown += 4 * PAGE; drawStories(); });
  }
  const isDark = () => (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

  // ---- causes and places

  function spark(wanted) {
    const bars = new Array(48).fill(0);
    eachCell((start, cause, cell) => {
      if (wanted(cause)) bars[Math.min(47, Math.floor((start - state.from) / (state.to - state.from) * 48))] += troubles(cell);
    });
    const most = Math.max(...bars, 1);
    const d = bars.map((sum, i) => sum ? `M${i * 4} 28v${-Math.max(1, Math.round(sum / most * 27))}h3V28z` : '').join('');
    return add(svg('svg', { class: 'spark', viewBox: '0 0 192 28', preserveAspectRatio: 'none', 'aria-hidden': 'true' }), svg('path', { d }));
  }
  const DECISIONS = {
    retry: 'sent again on the same path', move: 'moved to the next path', give_up: 'given up', hand_back: 'handed back as it came',
    would_retry: 'would be sent again (mode observe)', would_move: 'would be moved to the next path (mode observe)',
  };
  const REASONS = {
    policy: 'its route allows no more', unsafe: 'not safe to send twice', budget: 'the retry budget was used up', deadline: 'its time was over',
    body: 'its body cannot be repeated', delivered: 'part of the answer had been delivered', caller_retries: 'the caller retries by itself', no_path: 'no path was left',
  };
  const named = (names, key) => Object.hasOwn(names, key) ? names[key] : key.replaceAll('_', ' ');
  function inWords(decision, reason) {
    return (decision ? named(DECISIONS, decision) : 'no decision told') + (reason ? ' (' + named(REASONS, reason) + ')' : '');
  }
  function seen(causes) {
    let first = Infinity, last = -Infinity;
    eachCell((start, cause, cell) => {
      if (causes.has(cause) && troubles(cell)) { first = Math.min(first, start); last = Math.max(last, start + data.width); }
    });
    return [first, last];
  }
  function drawCauses() {
    const { causes } = sums();
    const worst = [...causes].filter(([, s]) => troubled(s) > 0)
      .sort((a, b) => gone(b[1]) - gone(a[1]) || troubled(b[1]) - troubled(a[1])).slice(0, 10);
    const isWhole = state.from === whole.from && state.to === whole.to;
    const list = worst.map(([number_, s], rank) => {
      const cause = data.causes[number_];
      const [first, last] = isWhole && cause.first !== undefined ? [cause.first, cause.last] : seen(new Set([number_]));
      const after = addSteps(new Map(), cause.failed_after);
      const middle_ = add(make('div'),
        add(make('p', 'what'), swatch(cause.kind), make('span', 'code', cause.kind), document.createTextNode(meaning(cause.kind) ? ': ' + meaning(cause.kind) : '')),
        make('p', 'where', [placeName(cause), cause.host, moment(first) + ' to ' + moment(last)].filter(Boolean).join(' · ')),
        make('p', 'hint', hintOf(cause)));
      if (cause.message || cause.issuer) {
        middle_.append(make('p', 'done', [cause.message && 'Last message: ' + cause.message.slice(0, 300), cause.issuer && 'Certificate by ' + cause.issuer].filter(Boolean).join(' · ')));
      }
      const statuses = [...cause.statuses].sort((a, b) => b[1] - a[1]).map(([status]) => status).slice(0, 4).join(', ');
      const done = [...cause.decisions].sort((a, b) => b[1] - a[1]).slice(0, 4)
        .map(([words, times]) => inWords(...words.split(' ')) + ' ' + number(times) + '×').join('; ');
      middle_.append(make('p', 'done', ['What was done: ' + (done || 'not told'), statuses && 'status ' + statuses,
        after.size && 'failed after ' + duration(quantile(after, 0.5)) + ' (p95 ' + duration(quantile(after, 0.95)) + ')'].filter(Boolean).join(' · ')));
      const counts = add(make('div', 'counts'), make('b', '', number(troubled(s))), make('span', 'quiet', s[M.not_sent] ? (troubled(s) === 1 ? 'call not sent' : 'calls not sent') : troubled(s) === 1 ? 'failed attempt' : 'failed attempts'), spark(each => each === number_));
      const ends = make('p');
      if (gone(s)) ends.append(make('span', 'lost', number(gone(s)) + ' lost'));
      if (gone(s) && rescued(s)) ends.append(', ');
      if (rescued(s)) ends.append(make('span', 'saved', number(rescued(s)) + ' rescued'));
      add(counts, ends, button('', 'See calls', () => {
        choose({ code: cause.kind, place: placeName(cause) });
        byId('stories-panel').scrollIntoView();
        byId('search').focus({ preventScroll: true });
      }));
      return add(make('li'), make('span', 'rank', String(rank + 1)), middle_, counts);
    });
    put(byId('causes'), ...(list.length ? list : [make('li', 'empty', 'None in what is chosen.')]));
  }

  function drawPlaces() {
    const rows = new Map();
    for (const [number_, s] of sums().causes) {
      const cause = data.causes[number_];
      if (!rows.has(placeName(cause))) rows.set(placeName(cause), { hosts: new Set(), sums: new Array(s.length).fill(0), kinds: new Map(), causes: new Set(), steps: new Map() });
      const row = rows.get(placeName(cause));
      if (cause.host) row.hosts.add(cause.host);
      row.causes.add(number_);
      s.forEach((sum, i) => { row.sums[i] += sum; });
      if (troubled(s)) row.kinds.set(cause.kind, (row.kinds.get(cause.kind) || 0) + troubled(s));
      addSteps(row.steps, cause.calls);
    }
    const sorted = [...rows].filter(([, row]) => row.sums.some(Boolean)).sort((a, b) => b[1].sums[M.failures] - a[1].sums[M.failures]).slice(0, 60);
    if (sorted.length === 0) { put(byId('places'), add(make('tbody'), add(make('tr'), make('td', 'empty', 'None in what is chosen.')))); return; }
    const all = sorted.reduce((sum, [, row]) => sum + row.sums[M.failures], 0);
    const somehow = sorted.some(([, row]) => row.sums[M.rescued_somehow]);
    const heads = [['Route › path', ''], ['Failed attempts', 'n'], ['Share', 'n'], ['Codes', 'codes'], ['Over time', ''], ['Rescued by retry', 'n'], ['by failover', 'n'], ...(somehow ? [['somehow', 'n']] : []), ['Lost', 'n'], ['p50', 'n'], ['p95', 'n'], ['p99', 'n']];
    const head = add(make('thead'), add(make('tr'), ...heads.map(([text, name]) => { const cell = make('th', name, text); cell.scope = 'col'; return cell; })));
    const body = sorted.map(([name, row]) => {
      const kinds = [...row.kinds].sort((a, b) => b[1] - a[1]);
      const total = row.sums[M.failures];
      const mix = make('div', 'mix');
      for (const [kind, sum] of kinds) {
        const part = make('i', colourOf(kind) < 0 ? 'rest' : 'k' + colourOf(kind));
        part.style.width = sum / total * 100 + '%';
        part.title = kind + ' ' + number(sum);
        mix.append(part);
      }
      const codes = add(make('td', 'codes'), mix, make('span', 'quiet', kinds.slice(0, 3).map(([kind, sum]) => kind + ' ' + share(sum, total)).join(', ') + (kinds.length > 3 ? ', ' + count(kinds.length - 3, 'other') : '')));
      const hosts = [...row.hosts];
      const at = part => { const found = quantile(row.steps, part); return found === null ? '–' : duration(found); };
      const lost = make('td', 'n');
      lost.append(gone(row.sums) ? make('span', 'lost', number(gone(row.sums))) : '0');
      return add(make('tr'),
        add(make('td'), button('link', name, () => choose({ place: state.place === name ? null : name })), make('div', 'quiet', hosts.slice(0, 2).join(', ') + (hosts.length > 2 ? ' and ' + (hosts.length - 2) + ' more' : ''))),
        make('td', 'n', number(total)), make('td', 'n', share(total, all)), codes, add(make('td', 'spark-cell'), spark(each => row.causes.has(each))),
        make('td', 'n', number(row.sums[M.rescued_by_retry])), make('td', 'n', number(row.sums[M.rescued_by_failover])), ...(somehow ? [make('td', 'n', number(row.sums[M.rescued_somehow]))] : []), lost,
        make('td', 'n', at(0.5)), make('td', 'n', at(0.95)), make('td', 'n', at(0.99)));
    });
    put(byId('places'), head, add(make('tbody'), ...body));
  }

  // ---- breakers

  function drawBreakers() {
    byId('breakers-panel').hidden = data.breakers.length === 0;
    if (data.breakers.length === 0) return;
    const lanes = new Map();
    for (const each of data.breakers) {
      const cause = data.causes[each[0]];
      const end = Math.max(each[4], each[2] + each[3]);
      if (!matchesPlace(cause) || each[2] >= state.to || end < state.from) continue;
      const name = placeName(cause) + (cause.host ? ' · ' + cause.host : '');
      if (!lanes.has(name)) lanes.set(name, []);
      lanes.get(name).push(each);
    }
    const x = time => Math.max(0, Math.min(1000, (time - state.from) / (state.to - state.from) * 1000));
    const note = make('span');
    for (const [text, name] of [['open: no calls go there', 'open'], ['half open: probes go there', 'half'], ['closed', '']]) {
      note.append(add(make('span', 'key'), make('i', name), make('span', '', text)));
    }
    note.append('Each JVM has its own breakers; where they overlap the colour is stronger. When probes begin is not told: it is taken from the open time.'
      + (data.breakers_passed_over ? ' ' + number(data.breakers_passed_over) + ' later changes are left out.' : ''));
    put(byId('breakers-note'), note);
    const drawn = [...lanes].sort((a, b) => b[1].length - a[1].length).slice(0, 30).map(([name, times]) => {
      const jvms = new Set(times.map(each => each[1]));
      const strength = jvms.size > 1 ? Math.max(0.15, 1 / Math.sqrt(jvms.size)) : 1;
      const image = svg('svg', { viewBox: '0 0 1000 26', preserveAspectRatio: 'none', role: 'img', 'aria-label': name });
      let open = 0;
      for (const [cause, jvm, start, openMs, end, closed, failures] of times) {
        const probes = Math.min(start + openMs, Math.max(end, start));
        open += probes - start;
        const title = svg('title', {});
        title.textContent = moment(start) + ': opened after ' + count(failures, 'failure') + ' (' + (data.causes[cause].kind || 'cause not told') + '), for ' + duration(openMs) + (closed ? ', closed ' + moment(end) : '');
        // Open times are often too short to be seen beside the probing that follows: they are drawn over it.
        if (end > probes) image.prepend(svg('rect', { class: 'half', x: x(probes), y: 3, width: x(end) - x(probes), height: 20, opacity: strength }));
        image.append(add(svg('rect', { class: 'open', x: x(start), y: 3, width: Math.max(1.5, x(probes) - x(start)), height: 20, opacity: Math.max(strength, 0.5) }), title));
      }
      return add(make('div', 'lane'), add(make('div'), make('p', 'name', name),
        make('p', 'quiet', 'opened ' + number(times.length) + '×' + (jvms.size > 1 ? ' in ' + jvms.size + ' JVMs' : '') + ', open for ' + duration(open) + (jvms.size > 1 ? ' in all' : ''))), image);
    });
    const axis = make('div', 'axis');
    const { step, ticks } = ticksOf(state.from, state.to, 7);
    ticks.forEach((at, i) => {
      if (x(at) < 20 || x(at) > 980) return;
      const mark = make('span', '', [].concat(tickText(at, step, i ? ticks[i - 1] : at)).join(' '));
      mark.style.left = x(at) / 10 + '%';
      axis.append(mark);
    });
    const last = add(make('div', 'lane'), make('div', 'quiet', 'Times in ' + zoneName()), axis);
    put(byId('breakers'), ...(drawn.length ? [...drawn, last] : [make('p', 'empty', 'None opened in what is chosen.')]));
  }

  // ---- stories

  const WIDE = 3;
  function eventOf(packed) {
    const event = { time: packed[0], name: packed[1], jvm: packed[2] };
    for (let i = WIDE; i < packed.length; i += 2) event[data.keys[packed[i]]] = data.numbers[packed[i]] ? packed[i + 1] : data.texts[packed[i + 1]];
    return event;
  }
  const stories = data.stories.map(([outcome, cause, ...packed]) => {
    const last = packed[packed.length - 1];
    return { outcome, cause: data.causes[cause], packed, time: last[0], jvm: last[2] };
  }).sort((a, b) => b.time - a.time);
  const jvmName = index => { const jvm = data.instances[index]; return [jvm[0], jvm[1] && 'on ' + jvm[1], jvm[2] && 'pid ' + jvm[2]].filter(Boolean).join(' '); };
  function wordsOf(story) {
    if (!story.words) {
      const words = [jvmName(story.jvm), story.outcome];
      for (const packed of story.packed) for (const found of Object.values(eventOf(packed))) words.push(String(found));
      story.words = words.join('\n').toLowerCase();
    }
    return story.words;
  }
  const codesOf = story => story.codes || (story.codes = new Set(story.packed.map(eventOf).map(event => event.kind).filter(Boolean)));
  function choices(select, entries, chosen) {
    put(select, ...entries.map(([key, text]) => { const option = make('option', '', text); option.value = key; option.selected = key === chosen; return option; }));
  }
  function drawStories() {
    const before = byId('outcome').value;
    choices(byId('outcome'), [['', 'all'], ...Object.entries(OUTCOMES).filter(([key]) => stories.some(story => story.outcome === key)).map(([key, [text]]) => [key, text])], before);
    choices(byId('code'), [['', 'all'], ...ranked.map(kind => [kind, kind])], state.code === null ? '' : state.code);
    const places = [...new Set(data.causes.map(placeName))].sort();
    choices(byId('route'), [['', 'all'], ...places.map(name => [name, name])], state.place === null ? '' : state.place);
    const wanted = byId('search').value.trim().toLowerCase();
    const found = stories.filter(story => story.time >= state.from && story.time <= state.to
      && (state.code === null || codesOf(story).has(state.code))
      && (state.place === null || story.packed.some(packed => { const event = eventOf(packed); return placeName({ route: event.route || '', path: event.path || '' }) === state.place; }))
      && (!before || story.outcome === before) && (!wanted || wordsOf(story).includes(wanted)));
    byId('stories-note').textContent = (stories.length < data.stories_offered
      ? number(stories.length) + ' calls were chosen of ' + number(data.stories_offered) + ' with trouble: every outcome, code and route has its share, lost calls have more.'
      : 'All ' + count(stories.length, 'call') + ' with trouble.')
      + (found.length < stories.length ? ' ' + number(found.length) + ' of them fit the filters.' : '') + ' The latest first; choose one for its story.';
    put(byId('stories'), ...(found.length ? found.slice(0, state.shown).map(rowOf)
      : [make('p', 'empty', stories.length ? 'No call fits. Remove a filter or change the search.' : 'No call is told.')]));
    byId('more').hidden = found.length <= state.shown;
    byId('more').textContent = 'Show more (' + number(found.length - state.shown) + ')';
  }
  function rowOf(story) {
    const end = eventOf(story.packed[story.packed.length - 1]);
    const [text, mood] = OUTCOMES[story.outcome];
    const row = make('details', 'story');
    row.append(add(make('summary'), make('span', '', moment(story.time)), make('span', 'badge ' + mood, text), make('span', 'code', [...codesOf(story)].join(', ') || 'slow'),
      make('span', '', [end.method, end.url].filter(Boolean).join(' ')), make('span', 'n', end.attempts > 1 ? end.attempts + ' sends' : ''), make('span', 'n', end.call_ms === undefined ? '' : duration(end.call_ms))));
    row.addEventListener('toggle', () => { if (row.open && row.children.length === 1) row.append(taleOf(story)); });
    return row;
  }
  function taleOf(story) {
    const events = story.packed.map(eventOf).sort((a, b) => a.time - b.time || (a.attempt || 0) - (b.attempt || 0));
    // An attempt begins when the pause before it is over, whatever its own clock includes.
    const startOf = event => {
      const before = events[events.indexOf(event) - 1];
      const told = event.time - (event.elapsed_ms || event.first_byte_ms || 0);
      return before && before.name === 'attempt_failed' ? Math.min(event.time, Math.max(told, before.time + (before.delay_ms || 0))) : told;
    };
    const start = Math.min(...events.map(startOf)), end = Math.max(...events.map(event => event.time + (event.delay_ms || 0)), start + 1);
    const percent = ms => ms / (end - start) * 100 + '%';
    const last = events[events.length - 1];
    const tale = add(make('div', 'tale'), make('p', 'sub', [last.url, last.route ? 'route ' + last.route : 'no route', [last.client, last.client_version].filter(Boolean).join(' '), jvmName(last.jvm), last.call && 'call ' + last.call,
      last.caller_retry === undefined ? '' : 'the caller\'s own retry ' + last.caller_retry].filter(Boolean).join(' · ')));
    for (const event of events) {
      const well = event.name === 'call_recovered', slow = event.name === 'call_slow';
      const took = event.time - startOf(event);
      const track = make('div', 'track');
      const bar = make('i', well ? 'well' : slow ? 'slow' : 'failed');
      bar.style.left = percent(startOf(event) - start);
      bar.style.width = percent(took);
      track.append(bar);
      if (event.delay_ms) {
        const wait = make('i', 'wait');
        wait.style.left = percent(event.time - start);
        wait.style.width = percent(event.delay_ms);
        track.append(wait);
      }
      const told = make('p', 'told');
      if (well) told.append('Succeeded. What had failed first: ', make('span', 'code', event.kind || ''));
      else if (slow) told.append('Answered, but the first byte came late.');
      else {
        told.append(make('b', 'code', event.kind || event.name), meaning(event.kind || '') ? ': ' + meaning(event.kind) + '. ' : '. ');
        told.append(event.name === 'stream_failed' && !event.decision ? 'The stream broke while it was read.' : capital(inWords(event.decision, event.reason)) + '.');
        if (event.delay_ms) told.append(' Waited ' + duration(event.delay_ms) + '.');
      }
      const facts = make('dl');
      const fact = (name, text) => { if (text !== undefined && text !== '') facts.append(make('dt', '', name), make('dd', '', String(text))); };
      fact('when', moment(event.time) + ' ' + zoneName());
      if (event.target !== last.url) fact('sent to', event.target);
      fact('proxy', event.proxy);
      if (!well) fact('status', event.status);
      fact('reached', [event.phase && 'phase ' + event.phase, event.connection && event.connection + ' connection', event.address, event.protocol].filter(Boolean).join(', '));
      fact('first byte', event.first_byte_ms === undefined ? '' : duration(event.first_byte_ms));
      fact('body', event.bytes === undefined ? '' : count(event.bytes, 'byte'));
      fact('certificate by', event.issuer);
      // Of a call that recovered these are the first failure's.
      if (!well) {
        fact('exception', event.exception);
        fact('message', event.message);
        fact('request id', event.request_id);
      }
      fact('retry after', event.retry_after_ms === undefined ? '' : duration(event.retry_after_ms));
      fact('left of the limit', event.limit_remaining);
      fact('sent again unasked', event.hidden_sends === undefined ? '' : event.hidden_sends + '× by the client itself');
      if (!well && !slow) fact('what to do', event.hint);
      tale.append(add(make('div', 'attempt'), make('span', 'who', (event.attempt ? event.attempt + ' · ' : '') + (event.path || 'attempt')), track, make('span', 'n', duration(took)), add(make('div', 'told'), told, facts)));
    }
    return tale;
  }
  const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

  // ---- the rest

  function drawRest() {
    const jvms = data.instances.map(each => each).sort((a, b) => b[5] - a[5] || b[4] - a[4]);
    const head = add(make('thead'), add(make('tr'), make('th', '', 'Service'), make('th', '', 'Host'), make('th', 'n', 'Process'), make('th', 'n', 'Events'), make('th', 'n', 'Failures'), make('th', 'n', 'Lost')));
    put(byId('jvms'), head, add(make('tbody'), ...jvms.slice(0, 20).map(each => add(make('tr'), make('td', '', each[0]), make('td', '', each[1]), make('td', 'n', each[2]), make('td', 'n', number(each[3])), make('td', 'n', number(each[4])), make('td', 'n', number(each[5])))),
      ...(jvms.length > 20 ? [add(make('tr'), make('td', 'quiet', 'and ' + (jvms.length - 20) + ' more'))] : [])));
    put(byId('remarks'), ...(data.remarks.length ? data.remarks.map(([time, name, jvm, text]) => add(make('p'), make('span', 'quiet', moment(time) + ' '), make('span', 'code', name), ' ' + text, make('span', 'quiet', data.instances.length > 1 ? ' · ' + jvmName(jvm) : '')))
      : [make('p', 'empty', 'Nothing: no configuration loaded or rejected, nothing left alone, no fault of their own.')]));
    const notes = [
      'Calls that succeeded at once are not in events: shares here are shares of calls with trouble, not of all calls. How many calls there were is told by the metric detour.calls.',
      'Calls that the application cancelled give no event.' + ((data.stories.length && sums().all[M.no_end]) ? ' ' + count(sums().all[M.no_end], 'call') + ' failed at least once and have no end here: cancelled, still going on, or told in a file that was not given.' : ''),
      'Durations are exact to within 6 %. Times are those of each JVM\'s own clock.',
      'Rescued means that the application got an answer after at least one failed attempt, and saw nothing but the time that it took.',
    ];
    if (data.dropped) notes.unshift('Agents could not write ' + count(data.dropped, 'event') + ' because too many came at once or their file could not be written: the true figures are higher.');
    if (data.foreign) notes.push(count(data.foreign, 'line') + ' of ' + number(data.lines) + ' in the files ' + (data.foreign === 1 ? 'is no event and was' : 'are no events and were') + ' passed over.');
    if (data.cut) notes.push(count(data.cut, 'last line') + ' not whole: the writer died, or was still writing.');
    if (data.broken) notes.push(count(data.broken, 'packed file') + ' ended too early: what came before is counted.');
    if (data.causes.some(cause => cause.host === '(others)')) notes.push('There are more hosts or paths than can be told apart: the rest is called (others).');
    put(byId('notes'), ...notes.map(text => make('li', '', text)));
    byId('made').textContent = 'Made ' + dayAndYear(data.made) + ' ' + clock(data.made) + ' ' + zoneName() + ' of ' + count(data.events, 'event') + '. This page loads nothing from anywhere.';
  }
  function choose(change) {
    Object.assign(state, change, { shown: PAGE });
    draw();
  }
  // What is painted, not laid out: open stories stay open.
  function drawCharts() {
    drawFailures();
    drawOverview();
    drawLatency();
    drawLost();
    byId('theme').textContent = isDark() ? 'Light' : 'Dark';
  }
  function draw() {
    drawTitle();
    drawFilters();
    drawFigures();
    drawCharts();
    drawCauses();
    drawPlaces();
    drawBreakers();
    drawStories();
    drawRest();
    document.documentElement.dataset.ready = 'yes';
  }
  Chart.defaults.font.family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  listen();
  draw();
})();

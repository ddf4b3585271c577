// Figures as the command line prints them.
'use strict';

const count = n => Math.round(n).toString().replace(/\B(?=(\d{3})+$)/g, ',');

// "4,310 ±4 %": half the band in per cent, rounded up.
function tokens({ tokens, lo, hi }) {
  const half = Math.max(tokens - lo, hi - tokens);
  const band = tokens > 0 ? Math.min(999, Math.ceil(100 * half / tokens)) : 0;
  return band ? `${count(tokens)} ±${band} %` : count(tokens);
}

function usd(amount) {
  if (amount >= 1000) return `$${count(amount)}`;
  return `$${amount.toFixed(amount > 0 && amount < 0.1 ? 4 : 2)}`;
}

module.exports = { count, tokens, usd };

// Test input for promtool: counters of a service with constant traffic, one sample a minute, in promtool's notation `start+step x count`.

/** Requests a minute. A multiple of 1,000, so that shares down to 0.1 % are whole requests. */
const TRAFFIC = 10_000;

/** Counters of good and bad requests for stretches of `{ minutes, errors }`, `errors` being the share of requests that fail; `traffic: 0` for none. */
export function requestSeries(stretches, { good, bad }) {
  const series = [{ series: good, values: counter(stretches, (stretch) => Math.round(traffic(stretch) * (1 - stretch.errors))) }];
  return bad === undefined
    ? series
    : [...series, { series: bad, values: counter(stretches, (stretch) => Math.round(traffic(stretch) * stretch.errors)) }];
}

function traffic(stretch) {
  return stretch.traffic ?? TRAFFIC;
}

/** A counter that grows by what `rate` says in each minute of each stretch. */
function counter(stretches, rate) {
  let value = 0;
  const parts = ["0"];
  for (const stretch of stretches) {
    const step = rate(stretch);
    parts.push(`${value + step}+${step}x${stretch.minutes - 1}`);
    value += step * stretch.minutes;
  }
  return parts.join(" ");
}

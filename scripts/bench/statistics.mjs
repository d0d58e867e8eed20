// Of measurements that were taken several times.

/** The median of each figure. */
export function medians(measurements) {
  return Object.fromEntries(Object.keys(measurements[0]).map((key) => [key, median(measurements.map((measurement) => measurement[key]))]));
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

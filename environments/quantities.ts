/** Cores in a CPU quantity such as `500m` or `1`. */
export const cores = (quantity: string): number =>
  quantity.endsWith('m') ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);

const factors: Readonly<Record<string, number>> = { Ki: 1 / 1024, Mi: 1, Gi: 1024 };

/** Mebibytes in a memory quantity such as `512Mi`. */
export const mebibytes = (quantity: string): number => Number(quantity.slice(0, -2)) * factors[quantity.slice(-2)]!;

export const VECTOR_SCALES: readonly (readonly [number, number, number])[] = Array.from({ length: 64 }, () => [0, 1, 1] as const)

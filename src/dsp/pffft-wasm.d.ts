// Types of the one entry of @echogarden/pffft-wasm that is used; the package ships none.

declare module '@echogarden/pffft-wasm/simd' {
  export interface PffftModule {
    readonly HEAPF32: Float32Array<ArrayBuffer>
    _pffft_new_setup(size: number, kind: 0 | 1): number
    _pffft_destroy_setup(setup: number): void
    _pffft_transform_ordered(setup: number, input: number, output: number, work: number, direction: 0 | 1): void
    _pffft_aligned_malloc(bytes: number): number
    _pffft_aligned_free(pointer: number): void
  }
  export default function open(options?: object): Promise<PffftModule>
}

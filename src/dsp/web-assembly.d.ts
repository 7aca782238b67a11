// The part of the WebAssembly interface that is used: neither the ES nor the Node types declare it, and the room knows no DOM.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>)
    readonly exports: object
  }
  class Memory {
    constructor(descriptor: { readonly initial: number })
    readonly buffer: ArrayBuffer
  }
  function validate(bytes: Uint8Array<ArrayBuffer>): boolean
}

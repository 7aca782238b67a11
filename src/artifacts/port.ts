// Big immutable bytes, named by their content: the same bytes are stored once.

export interface Artifact {
  readonly bytes: Uint8Array
  /** Such as image/jpeg. */
  readonly mediaType: string
}

export interface ArtifactStore {
  /** Stores the bytes and returns their id: 32 hexadecimal digits and the ending of the media type (`….jpg`). Storing twice stores once. */
  put(artifact: Artifact): Promise<string>
  /** The artifact, or null where the id is unknown or not an id. */
  get(id: string): Promise<Artifact | null>
  delete(id: string): Promise<void>
}

// Faults of the Last.fm API: its numbers, its words, and the HTTP status it sends with them.

const FAULTS = {
  3: [400, 'Invalid Method - No method with that name in this package'],
  4: [403, 'Authentication Failed - You do not have permissions to access the service'],
  5: [400, "Invalid format - This service doesn't exist in that format"],
  6: [400, 'Invalid parameters - Your request is missing a required parameter'],
  7: [400, 'Invalid resource specified'],
  8: [500, 'Operation failed - Most likely the backend service failed. Please try again.'],
  9: [403, 'Invalid session key - Please re-authenticate'],
  10: [403, 'Invalid API key - You must be granted a valid key by last.fm'],
  13: [403, 'Invalid method signature supplied'],
  14: [403, 'Unauthorized Token - This token has not been authorized'],
  15: [403, 'This token has expired'],
  16: [503, 'The service is temporarily unavailable, please try again.'],
  29: [429, 'Rate Limit Exceded - Your IP has made too many requests in a short period'],
} as const satisfies Record<number, readonly [status: number, message: string]>

export class LastFmFault extends Error {
  readonly code: keyof typeof FAULTS
  readonly status: number

  constructor(code: keyof typeof FAULTS, message: string = FAULTS[code][1]) {
    super(message)
    this.code = code
    this.status = FAULTS[code][0]
  }
}

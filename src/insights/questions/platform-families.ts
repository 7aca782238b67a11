// Families of devices, told by words in what sources call them: "Android OS 13 API 33 (samsung, SM-G991B)" is a phone with Android.

export const FAMILIES: readonly { readonly key: string; readonly label: string; readonly words: RegExp | null }[] = [
  {
    key: 'cast',
    label: 'speakers and television',
    words:
      /\b(?:cast|chromecast|sonos|google home|alexa|amazon_echo|echo|tv|tizen|webos|roku|bluesound|denon|speaker|receiver|homepod|playstation|ps[345]|xbox|partner)\b|_tv\b|partner /i,
  },
  { key: 'car', label: 'the car', words: /\b(?:car|carplay|android auto|automotive|tesla|bmw|ford)\b/i },
  { key: 'watch', label: 'a watch', words: /\b(?:watch|watchos|wear os|garmin|fitbit)\b/i },
  { key: 'ios', label: 'an iPhone or iPad', words: /\b(?:ios|iphone|ipad|ipod)\b/i },
  { key: 'android', label: 'Android', words: /android/i },
  { key: 'web', label: 'the browser', words: /\b(?:web|web_player|webplayer|browser|chrome|firefox|safari|edge)\b|web_player/i },
  { key: 'mac', label: 'a Mac', words: /\b(?:os x|osx|mac|macos|macintosh|darwin)\b/i },
  { key: 'windows', label: 'Windows', words: /windows|\bwin(?:32|64|10|11)?\b/i },
  { key: 'linux', label: 'Linux', words: /linux|ubuntu|debian|fedora/i },
  { key: 'deepcut', label: 'Deepcut', words: /deepcut/i },
  { key: 'other', label: 'other devices', words: null },
]

/** The place in FAMILIES of what a source calls a device. */
export function familyOf(word: string): number {
  const at = FAMILIES.findIndex(({ words }) => words?.test(word))
  return at < 0 ? FAMILIES.length - 1 : at
}

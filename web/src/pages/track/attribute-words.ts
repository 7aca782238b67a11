// The seven attributes people know from Spotify: what each means.

export const ATTRIBUTES: readonly { readonly name: string; readonly explanation: string }[] = [
  { name: 'danceability', explanation: 'How well it suits dancing: a clear, steady pulse at a tempo people dance to.' },
  { name: 'energy', explanation: 'Loud, dense and busy is near 1; calm is near 0.' },
  { name: 'valence', explanation: 'Cheerful is near 1; sad or angry is near 0. The hardest of the seven to hear from sound alone.' },
  { name: 'acousticness', explanation: 'How likely it was played on acoustic instruments.' },
  { name: 'instrumentalness', explanation: 'How likely there is no voice.' },
  { name: 'speechiness', explanation: 'How much of it is spoken.' },
  { name: 'liveness', explanation: 'How likely an audience was there.' },
]

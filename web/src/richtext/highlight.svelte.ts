/** What is marked in the texts of messages: the words that are searched for in the open chat. */

class Highlight {
  /** Cuts a text into pieces, every second of which is marked; null marks nothing. */
  cut = $state.raw<((text: string) => string[]) | null>(null)
}

export const highlight = new Highlight()

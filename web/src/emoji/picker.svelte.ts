/** The emoji picker of the page: one at a time, drawn by the app, loaded when it is first opened. */

type Open = Readonly<{ anchor: Element; onpick: (emoji: string, last: boolean) => void }>

class PickerState {
  open = $state.raw<Open | null>(null)

  /**
   * Opens the picker above an element, or closes it if it is open there.
   *
   * @param onpick gets each emoji that is chosen; `last` tells that it was chosen by key, and one is enough.
   *   The picker stays open until `close` is called or the person leaves it.
   */
  show(anchor: Element, onpick: Open['onpick']): void {
    this.open = this.open?.anchor === anchor ? null : { anchor, onpick }
  }

  close(): void {
    this.open = null
  }
}

export const emojiPicker = new PickerState()

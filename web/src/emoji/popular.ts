/** Emoji that many people take: they fill the first page of the picker until one's own do. */
export const POPULAR = [
  ...['😊', '😍', '🥰', '😘', '😁', '😅', '🤣', '😉'],
  ...['😎', '🤔', '😴', '😭', '😡', '🥳', '🤗', '🙈'],
  ...['👏', '🙌', '🤝', '👋', '💪', '👌', '✌️', '🤞'],
  ...['💯', '✨', '💙', '💔', '⭐', '☀️', '🌹', '🎂'],
]

/** As many as are seen at once. */
const MOST = 40

/** What was taken lately, and then what many take. */
export const withPopular = (recent: readonly string[]) => [...new Set([...recent, ...POPULAR])].slice(0, MOST)

/** How long something still takes, as a clock counts it down. */

const MINUTE_S = 60
const HOUR_S = 3_600

/** `0:07`, `12:30`, `1:05:00`; what is over is `0:00`. */
export function left(ms: number): string {
  const all = Math.max(0, Math.ceil(ms / 1000))
  const two = (part: number) => String(part).padStart(2, '0')
  const [hours, rest] = [Math.floor(all / HOUR_S), all % HOUR_S]
  const [minutes, seconds] = [Math.floor(rest / MINUTE_S), two(rest % MINUTE_S)]
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${seconds}` : `${String(minutes)}:${seconds}`
}

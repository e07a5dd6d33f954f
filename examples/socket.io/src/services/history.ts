/** Counts who came and what was said; an edit elsewhere does not evaluate it again, so it goes on. */

let guests = 0;
let lines = 0;

export function countGuest(): number {
  guests += 1;
  return guests;
}

export function countLine(): number {
  lines += 1;
  return lines;
}

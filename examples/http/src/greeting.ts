/** Words a greeting: edit me while the server runs. */

export function greet(name: string): string {
  return `Hello, ${name}!`;
}

/** A module that is a function with a property. */

interface Greet {
  (name: string): string;
  language: string;
}

const greet: Greet = (name) => `Hello, ${name}`;
greet.language = 'en';

export = greet;

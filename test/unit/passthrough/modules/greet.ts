/** A module that is a function with a property. */

class Greeting {
  readonly text: string;

  constructor(name: string) {
    this.text = `Hello, ${name}`;
  }
}

interface Greet {
  (name: string): Greeting;
  Greeting: typeof Greeting;
}

const greet: Greet = function greet(name: string): Greeting {
  return new Greeting(name);
} as Greet;

greet.Greeting = Greeting;

export = greet;

/** A module that is a function. */

class Greeting {
  readonly text: string;

  constructor(name: string) {
    this.text = `Hello, ${name}`;
  }
}

function greet(this: unknown, name: string): Greeting {
  return new Greeting(name);
}

greet.Greeting = Greeting;

export = greet;

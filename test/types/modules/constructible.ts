/** A module that is a class. */

class Clock {
  constructor(readonly zone: string) {}
}

export = Clock;

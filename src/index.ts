/** Names what a webpack configuration may import. */
export {};

export const one = async () => (await import('./one')).text();
export const two = async () => (await import('./two')).text();
---
import './added';
export const one = async () => (await import('./one')).text();
export const two = async () => (await import('./two')).text();

/** A book of the library. */

import { Column, Entity, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';

import { Author } from './author';

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'text' })
  title!: string;

  @ManyToOne(() => Author, (author) => author.books, { nullable: false })
  author!: Relation<Author>;
}

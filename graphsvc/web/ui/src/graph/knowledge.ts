// What has been heard of the surroundings of some nodes, put together: who belongs to whom, as far as it is known.
import type { AroundPersonFragment, AroundPlaceFragment, AroundPostFragment, AroundQuery, AroundUnitFragment, Line } from "$documents";

export interface UnitKnown {
  readonly key: string;
  readonly line: Line;
  readonly name: string;
  readonly nameEn: string | null;
  readonly parent: string | null;
  readonly children: readonly string[];
  readonly posts: readonly string[];
  /** Those who belong to it without a post; known for boxes that were asked for whole. */
  readonly loose: readonly string[];
}

export interface PostKnown {
  readonly key: string;
  readonly title: string;
  readonly titleEn: string | null;
  readonly unit: string;
  readonly head: boolean;
  readonly seats: number;
  readonly holders: readonly string[];
  readonly reportsTo: string | null;
  readonly reportsFrom: readonly string[];
}

export interface PersonKnown {
  readonly key: string;
  readonly name: string;
  readonly posts: readonly string[];
}

export interface PlaceKnown {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly parent: string | null;
  readonly inside: number;
  readonly units: readonly string[];
}

/** A link that is no nesting, no report and no membership. */
export interface Bond {
  readonly source: string;
  readonly target: string;
  readonly kind: "dotted" | "escalates" | "covers" | "paired" | "backup" | "other";
  /** How long the unit before has (escalates), or what the duty is about: told in the reader's language later. */
  readonly after?: string | null;
  readonly matter?: { readonly name: string; readonly nameEn: string | null };
}

type Answer = NonNullable<AroundQuery["node"]>;
type Sketch = AroundPersonFragment["posts"][number]["unit"];
type Whole = AroundUnitFragment["children"][number];
type PostLine = Whole["posts"][number];
type Card = AroundPersonFragment["posts"][number]["reportsFrom"][number];
type Place = AroundUnitFragment["covers"][number];

/** Everything known, and for each node that was asked about what stands around it, the nearest first. */
export class Knowledge {
  readonly units = new Map<string, UnitKnown>();
  readonly posts = new Map<string, PostKnown>();
  readonly people = new Map<string, PersonKnown>();
  readonly places = new Map<string, PlaceKnown>();
  readonly bonds = new Map<string, Bond>();
  /** The keys around a node whose surroundings were asked for. */
  readonly around = new Map<string, readonly string[]>();

  /** Take in an answer; in O(its size). */
  learn(answer: Answer): void {
    switch (answer.__typename) {
      case "Unit":
        this.around.set(answer.key, this.#unit(answer as AroundUnitFragment));
        break;
      case "Post":
        this.around.set(answer.key, this.#post(answer as AroundPostFragment));
        break;
      case "Person":
        this.around.set(answer.key, this.#person(answer as AroundPersonFragment));
        break;
      case "Place":
        this.around.set(answer.key, this.#place(answer as AroundPlaceFragment));
        break;
      default:
        this.around.set(answer.key, "unit" in answer ? [answer.unit.key, ...("post" in answer && answer.post ? [answer.post.key] : [])] : []);
    }
  }

  #unit(unit: AroundUnitFragment): string[] {
    const order = [...this.#box(unit)];
    const outside: string[] = [];
    for (const post of unit.posts) {
      for (const { posts } of post.holders) outside.push(...posts.map((held) => this.#card(held)));
      if (post.reportsTo) outside.push(this.#card(post.reportsTo));
      outside.push(...post.reportsFrom.map((other) => this.#card(other)));
      for (const other of post.dotted) {
        outside.push(this.#card(other));
        this.#bond({ source: post.key, target: other.key, kind: "dotted" });
      }
    }
    if (unit.parent) {
      this.#box(unit.parent);
      order.push(unit.parent.key, ...heads(unit.parent));
    }
    for (const child of unit.children) {
      this.#box(child);
      order.push(child.key, ...heads(child));
    }
    order.push(...outside);
    for (const place of unit.covers) {
      order.push(this.#spot(place));
      this.#bond({ source: unit.key, target: place.key, kind: "covers" });
    }
    for (const { toUnit, after, category } of unit.escalations) {
      this.#box(toUnit);
      order.push(toUnit.key, ...heads(toUnit));
      this.#bond({ source: unit.key, target: toUnit.key, kind: "escalates", after, ...(category ? { matter: category } : {}) });
    }
    return [...new Set(order)].filter((key) => key !== unit.key);
  }

  #post(post: AroundPostFragment): string[] {
    const order = [this.#card(post)];
    const unit = post.unit;
    const beside = this.#box(unit);
    if (post.reportsTo) order.push(this.#card(post.reportsTo));
    order.push(...post.reportsFrom.map((other) => this.#card(other)));
    for (const other of post.dotted) {
      order.push(this.#card(other));
      this.#bond({ source: post.key, target: other.key, kind: "dotted" });
    }
    for (const { posts } of post.holders) order.push(...posts.map((held) => this.#card(held)));
    if (post.located) {
      order.push(this.#spot(post.located));
      this.#bond({ source: post.key, target: post.located.key, kind: "covers" });
    }
    order.push(...beside);
    if (unit.parent) {
      this.#box(unit.parent);
      order.push(unit.parent.key);
    }
    return [...new Set(order)].filter((key) => key !== post.key);
  }

  #person(person: AroundPersonFragment): string[] {
    const order: string[] = [];
    for (const post of person.posts) order.push(this.#card(post));
    for (const post of person.posts) {
      if (post.reportsTo) order.push(this.#card(post.reportsTo));
      order.push(...post.reportsFrom.map((other) => this.#card(other)));
    }
    for (const { unit, post } of person.memberships) {
      if (post) continue;
      this.#box(unit);
      order.push(unit.key, loose(unit.key, person.key));
    }
    this.people.set(person.key, { key: person.key, name: person.name, posts: person.posts.map(({ key }) => key) });
    return [...new Set(order)];
  }

  #place(place: AroundPlaceFragment): string[] {
    this.#spot(place);
    const order: string[] = [];
    // The lineage begins with the place itself.
    for (const unit of place.lineage[0]?.units ?? []) {
      this.#box(unit);
      order.push(unit.key, ...heads(unit));
      this.#bond({ source: unit.key, target: place.key, kind: "covers" });
    }
    for (const post of place.posts) {
      order.push(this.#card(post));
      this.#bond({ source: post.key, target: place.key, kind: "covers" });
    }
    for (const { capacity, category, unit, post } of place.given) {
      this.#box(unit);
      if (post) this.#line(post, unit.key);
      const holder = post?.key ?? unit.key;
      order.push(holder);
      if (capacity !== "SUPERVISES") this.#bond({ source: place.key, target: holder, kind: capacity === "BACKS_UP" ? "backup" : "other", matter: category });
    }
    for (const { person, unit } of place.pairings) {
      if (unit) {
        this.#box(unit);
        order.push(unit.key);
        this.#bond({ source: unit.key, target: place.key, kind: "paired" });
      }
      for (const post of person?.posts.slice(0, 1) ?? []) {
        order.push(this.#card(post));
        this.#bond({ source: post.key, target: place.key, kind: "paired" });
      }
    }
    // What it stands in, up to the community: there are the units that residents meet.
    for (const above of place.lineage.slice(1)) {
      const { key, kind, name, nameEn } = above;
      const parent = place.lineage[place.lineage.findIndex((each) => each.key === key) + 1]?.key ?? null;
      if (!this.places.has(key)) this.places.set(key, { key, kind, name, nameEn, parent, inside: 0, units: above.units.map((unit) => unit.key) });
      const near = AROUND_HOME.has(kind) || above === place.lineage[1];
      if (near) order.push(key);
      for (const unit of above.units) {
        this.#box(unit);
        if (near) order.push(unit.key, ...heads(unit));
        this.#bond({ source: unit.key, target: key, kind: "covers" });
      }
    }
    for (const { node } of place.near.edges) order.push(this.#spot(node));
    return [...new Set(order)].filter((key) => key !== place.key);
  }

  /** A unit with all its posts; gives what is in it. */
  #box(unit: Whole): string[] {
    const members = unit.memberships.filter(({ post }) => !post).map(({ person }) => person);
    this.#sketch(unit, members.map(({ key }) => loose(unit.key, key)));
    for (const { key, name } of members) if (!this.people.has(key)) this.people.set(key, { key, name, posts: [] });
    const posts = [...unit.posts].sort((one, other) => Number(other.head) - Number(one.head));
    for (const post of posts) this.#line(post, unit.key);
    return [...posts.map(({ key }) => key), ...members.map(({ key }) => loose(unit.key, key))];
  }

  #sketch(unit: Sketch, members?: readonly string[]): void {
    const { key, line, name, nameEn } = unit;
    const known = this.units.get(key);
    this.units.set(key, {
      key,
      line,
      name,
      nameEn,
      parent: unit.parent?.key ?? null,
      children: unit.children.map((child) => child.key),
      posts: unit.posts.map((post) => post.key),
      loose: members ?? known?.loose ?? [],
    });
  }

  #card(post: Card): string {
    this.#sketch(post.unit);
    return this.#line(post, post.unit.key);
  }

  #line(post: PostLine, unit: string): string {
    const { key, title, titleEn, head, seats } = post;
    for (const { key: holder, name, posts } of post.holders) this.people.set(holder, { key: holder, name, posts: posts.map((held) => held.key) });
    this.posts.set(key, {
      key,
      title,
      titleEn,
      unit,
      head,
      seats,
      holders: post.holders.map((holder) => holder.key),
      reportsTo: post.reportsTo?.key ?? null,
      reportsFrom: post.reportsFrom.map((other) => other.key),
    });
    return key;
  }

  #spot(place: Place): string {
    const { key, kind, name, nameEn } = place;
    this.places.set(key, { key, kind, name, nameEn, parent: place.parent?.key ?? null, inside: place.inside.totalCount, units: place.units.map((unit) => unit.key) });
    return key;
  }

  #bond(bond: Bond): void {
    const between = `${bond.kind}\n${bond.source}\n${bond.target}`;
    if (!this.bonds.has(between)) this.bonds.set(between, bond);
  }
}

const AROUND_HOME = new Set(["compound", "grid", "community"]);

/** The key of the card of somebody who belongs to a unit without a post. */
export const loose = (unit: string, person: string): string => `${unit}\n${person}`;

function heads(unit: Whole): string[] {
  const found = unit.posts.filter(({ head }) => head).map(({ key }) => key);
  return found.length > 0 ? found : unit.posts.slice(0, 1).map(({ key }) => key);
}

import type { terms as zh } from "../zh/terms.ts";

export const terms: typeof zh = {
  lines: { PARTY: "Party", ADMINISTRATIVE: "Administrative", PROPERTY: "Property", VOLUNTEER: "Volunteer" },
  types: { Place: "Place", Unit: "Unit", Post: "Post", Person: "Person", Category: "Matter", Duty: "Duty" },
  capacities: { FIRST_CONTACT: "First contact", HANDLES: "Handles", BACKS_UP: "Backs up", SUPERVISES: "Supervises" },
  skips: { VACANT: "the post is vacant", ABSENT: "everybody is away", CLOSED: "outside service hours" },
  kinds: {
    city: "city",
    district: "district",
    subdistrict: "subdistrict",
    community: "community",
    grid: "grid",
    compound: "compound",
    building: "building",
    entrance: "entrance",
    floor: "floor",
    household: "household",
    facility: "facility",
  },
};

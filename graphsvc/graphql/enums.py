"""The enums of the schema. Their values are those of the domain's own lists, which hold no descriptions."""

from __future__ import annotations

from enum import Enum

import strawberry


@strawberry.enum(description="In which part a unit or post deals with a matter.")
class Capacity(Enum):
    """Capacities of duties."""

    FIRST_CONTACT = strawberry.enum_value("first_contact", description="The first on the spot, whom residents know.")
    HANDLES = strawberry.enum_value("handles", description="Deals with the matter.")
    BACKS_UP = strawberry.enum_value("backs_up", description="Stands in when the handler cannot.")
    SUPERVISES = strawberry.enum_value("supervises", description="Watches how the matter is dealt with.")


@strawberry.enum(description="The line in which a unit is nested.")
class Line(Enum):
    """Lines of units."""

    PARTY = strawberry.enum_value("party", description="Party organisations, down to groups in buildings.")
    ADMINISTRATIVE = strawberry.enum_value("administrative", description="Offices, committees and departments.")
    PROPERTY = strawberry.enum_value("property", description="Property management and owners' committees.")
    VOLUNTEER = strawberry.enum_value("volunteer", description="Volunteer teams and what residents run themselves.")


@strawberry.enum(description="Why a matching duty was left out of an answer.")
class SkipReason(Enum):
    """Reasons of skips."""

    VACANT = strawberry.enum_value("vacant", description="Nobody sits in the post, or in the unit's head posts.")
    ABSENT = strawberry.enum_value("absent", description="Everybody who could deal with it is away.")
    CLOSED = strawberry.enum_value("closed", description="It is outside of the opening hours, and urgent was asked.")


@strawberry.enum(description="What a key is the key of.")
class NodeKind(Enum):
    """Kinds of nodes."""

    PLACE = strawberry.enum_value("place", description="A territory, a property, a part of one, or a facility.")
    CATEGORY = strawberry.enum_value("category", description="What a matter is about.")
    UNIT = strawberry.enum_value("unit", description="An organisation or a part of one.")
    POST = strawberry.enum_value("post", description="A seat in a unit.")
    PERSON = strawberry.enum_value("person", description="A member of the network.")
    DUTY = strawberry.enum_value("duty", description="Who deals with which matters, and where.")


@strawberry.enum(description="A language.")
class Lang(Enum):
    """Languages of sentences."""

    ZH = strawberry.enum_value("zh", description="Chinese.")
    EN = strawberry.enum_value("en", description="English.")


@strawberry.enum(
    description="What a gap of coverage is. Cells are pairs of a place and a leaf category demanded there."
)
class GapKind(Enum):
    """Kinds of gaps."""

    UNHANDLED = strawberry.enum_value("unhandled", description="Nobody handles it.")
    SINGLE_POINT = strawberry.enum_value("single_point", description="It hangs on one agent alone.")
    ENDING_SOON = strawberry.enum_value("ending_soon", description="It is handled now and not at the horizon.")
    CONTESTED = strawberry.enum_value("contested", description="Units that tie for it are two or more.")
    LADDER_SHORT = strawberry.enum_value(
        "ladder_short", description="Its ladder has too few steps that can be reached, or is cyclic."
    )
    CONFLICT = strawberry.enum_value("conflict", description="One agent both handles and supervises it.")
    VACANT_POST = strawberry.enum_value("vacant_post", description="A post with fewer people than seats.")
    UNREACHABLE = strawberry.enum_value("unreachable", description="A staffed duty with no channel at all.")
    UNPAIRED_HOUSEHOLD = strawberry.enum_value(
        "unpaired_household", description="A household with a care need that nobody looks after."
    )
    MISSING_UNIT = strawberry.enum_value("missing_unit", description="A place that no wanted unit covers.")
    MISSING_POST = strawberry.enum_value("missing_post", description="A place without a wanted post.")
    THIN = strawberry.enum_value("thin", description="A place with too few holders of a post for its households.")
    OVERLOADED = strawberry.enum_value(
        "overloaded", description="A person with more posts, paired households or reports than allowed."
    )


@strawberry.enum(description="Why somebody could take a gap on.")
class SuggestionReason(Enum):
    """Reasons of suggestions."""

    HANDLES_SAME_MATTER = strawberry.enum_value(
        "handles_same_matter", description="Handles the same matter at a place near by."
    )
    HAS_SKILL = strawberry.enum_value("has_skill", description="Has a skill that suits the matter or the post.")
    SERVES_NEAR = strawberry.enum_value("serves_near", description="Holds a post whose place is near.")
    LIVES_NEAR = strawberry.enum_value("lives_near", description="Lives near.")
    COVERS_PLACE = strawberry.enum_value("covers_place", description="A unit that covers the place, or one above it.")
    SAME_UNIT = strawberry.enum_value("same_unit", description="Belongs to the unit of the vacant post.")
    BELOW_LIMITS = strawberry.enum_value(
        "below_limits", description="Would still be within the limits of the policy after taking it on."
    )


@strawberry.enum(description="Why a gap stays open in a plan.")
class OpenReason(Enum):
    """Reasons of open gaps."""

    NO_CANDIDATE = strawberry.enum_value("no_candidate", description="Nobody near could take it on.")
    LIMITS_REACHED = strawberry.enum_value(
        "limits_reached",
        description="Those who could have as much to do as the policy allows, with this plan or before.",
    )
    SUPERIOR_AT_LIMIT = strawberry.enum_value(
        "superior_at_limit", description="Whom the post reports to has as many direct reports as the policy allows."
    )
    CANDIDATES_CUT = strawberry.enum_value(
        "candidates_cut", description="Its best candidates are needed elsewhere; those after them were not looked at."
    )


@strawberry.enum(description="Why a question in words has neither an answer nor choices.")
class AskProblem(Enum):
    """Problems of understanding."""

    NO_MATTER = strawberry.enum_value("NO_MATTER", description="It does not say what the matter is.")
    NO_PLACE = strawberry.enum_value("NO_PLACE", description="It does not say where, and `near` was not told.")
    UNKNOWN_PLACE = strawberry.enum_value("UNKNOWN_PLACE", description="It names a place that does not exist.")


@strawberry.enum(description="What words of a question were taken for.")
class WordsMeant(Enum):
    """Meanings of words."""

    MATTER = strawberry.enum_value("matter", description="The matter.")
    PLACE = strawberry.enum_value("place", description="The place.")
    LANDMARK = strawberry.enum_value("landmark", description="A place that only tells the way.")
    PASSED = strawberry.enum_value("passed", description="A place that is mentioned in passing.")
    UNKNOWN = strawberry.enum_value("unknown", description="A place that does not exist.")
    NEAR = strawberry.enum_value("near", description="Nothing was said of the place: it is where the asker is.")
    TIME = strawberry.enum_value("time", description="A time.")
    URGENT = strawberry.enum_value("urgent", description="It sounds like an emergency.")

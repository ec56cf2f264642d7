"""The words in use for units, posts, pairings, tags and care needs, each in Chinese and English."""

from __future__ import annotations

from typing import Final, NamedTuple


class Words(NamedTuple):
    """What a word of the data means, for people."""

    zh: str
    en: str


class UnitKind(NamedTuple):
    """A kind of unit, and the line that it belongs to."""

    line: str
    zh: str
    en: str


UNIT_KINDS: Final[dict[str, UnitKind]] = {
    "working_committee": UnitKind("party", "街道党工委", "Subdistrict Party Working Committee"),
    "party_committee": UnitKind("party", "社区党委", "Community Party Committee"),
    "party_branch": UnitKind("party", "小区党支部", "Compound Party Branch"),
    "building_group": UnitKind("party", "楼栋党小组", "Building Party Group"),
    "member_household": UnitKind("party", "党员中心户", "Member Centre Household"),
    "subdistrict_office": UnitKind("administrative", "街道办事处", "Subdistrict Office"),
    "residents_committee": UnitKind("administrative", "社区居委会", "Residents' Committee"),
    "grid_station": UnitKind("administrative", "网格服务站", "Grid Service Station"),
    "department": UnitKind("administrative", "职能部门", "Department"),
    "joint_meeting": UnitKind("administrative", "联席会议", "Joint Meeting"),
    "joint_council": UnitKind("administrative", "联合议事会", "Joint Council"),
    "mini_program": UnitKind("administrative", "线上小程序", "Mini Program"),
    "renewal_office": UnitKind("administrative", "老旧小区改造办公室", "Renewal Office"),
    "property_company": UnitKind("property", "物业公司", "Property Company"),
    "project_office": UnitKind("property", "物业项目部", "Property Project Office"),
    "crew": UnitKind("property", "班组", "Crew"),
    "property_service_office": UnitKind("property", "物业服务处", "Property Service Office"),
    "steward_station": UnitKind("property", "红色小管家服务点", "Steward Station"),
    "owners_committee": UnitKind("property", "业主委员会", "Owners' Committee"),
    "owners_preparation": UnitKind("property", "业委会筹备组", "Owners' Committee Preparation"),
    "supervision_group": UnitKind("property", "监督小组", "Supervision Group"),
    "affairs_supervision": UnitKind("property", "居务监督委员会", "Affairs Supervision"),
    "repair_fund": UnitKind("property", "维修资金自筹小组", "Household Repair Fund"),
    "public_fund": UnitKind("property", "公共资金管理小组", "Public Fund Group"),
    "volunteer_team": UnitKind("volunteer", "志愿服务队", "Volunteer Team"),
    "opinion_team": UnitKind("volunteer", "民情收集队", "Opinion Collecting Team"),
    "convenience_team": UnitKind("volunteer", "便民服务队", "Convenience Team"),
    "mediation_team": UnitKind("volunteer", "纠纷调解队", "Mediation Team"),
    "service_point": UnitKind("volunteer", "便民服务点", "Convenience Service Point"),
    "council_corner": UnitKind("volunteer", "议事角", "Council Corner"),
    "neighbourhood_centre": UnitKind("volunteer", "邻里中心", "Neighbourhood Centre"),
    "canteen": UnitKind("volunteer", "长者食堂", "Seniors' Canteen"),
    "after_school": UnitKind("volunteer", "四点半课堂", "After-school Class"),
    "clinic": UnitKind("volunteer", "义诊点", "Volunteer Clinic"),
    "social_organisation": UnitKind("volunteer", "社会组织", "Social Organisation"),
    "delegates_station": UnitKind("volunteer", "代表联络站", "Delegates' Station"),
}

POST_KINDS: Final[dict[str, Words]] = {
    "secretary": Words("书记", "Secretary"),
    "deputy_secretary": Words("副书记", "Deputy Secretary"),
    "branch_secretary": Words("支部书记", "Branch Secretary"),
    "branch_deputy": Words("支部副书记", "Deputy Branch Secretary"),
    "branch_member": Words("支部委员", "Branch Committee Member"),
    "group_leader": Words("党小组组长", "Group Leader"),
    "building_head": Words("楼栋长", "Building Head"),
    "entrance_head": Words("单元长", "Entrance Head"),
    "entrance_representative": Words("单元代表", "Entrance Representative"),
    "floor_head": Words("楼层长", "Floor Head"),
    "joint_household_head": Words("联户长", "Joint Household Head"),
    "member_household_head": Words("党员中心户户长", "Head of Member Household"),
    "posted_member": Words("报到党员", "Posted Member"),
    "committee_director": Words("居委会主任", "Director of the Residents' Committee"),
    "committee_member": Words("居委会委员", "Member of the Residents' Committee"),
    "grid_head": Words("网格长", "Grid Head"),
    "grid_officer": Words("网格员", "Grid Officer"),
    "social_worker": Words("驻点社工", "Stationed Social Worker"),
    "steward": Words("红色小管家", "Steward"),
    "director": Words("主任", "Director"),
    "department_head": Words("负责人", "Head of Department"),
    "officer": Words("工作人员", "Officer"),
    "police_officer": Words("社区民警", "Police Officer"),
    "doctor": Words("家庭医生", "Family Doctor"),
    "lawyer": Words("驻点律师", "Lawyer"),
    "general_manager": Words("总经理", "General Manager"),
    "project_manager": Words("项目经理", "Project Manager"),
    "service_desk": Words("客服管家", "Service Desk"),
    "crew_leader": Words("班长", "Crew Leader"),
    "plumber": Words("水工", "Plumber"),
    "electrician": Words("电工", "Electrician"),
    "technician": Words("维修工", "Technician"),
    "cleaner": Words("保洁员", "Cleaner"),
    "gardener": Words("绿化工", "Gardener"),
    "guard": Words("秩序员", "Guard"),
    "watch": Words("值班员", "Watch"),
    "committee_chair": Words("业委会主任", "Chair of the Owners' Committee"),
    "committee_deputy": Words("业委会副主任", "Deputy Chair of the Owners' Committee"),
    "owners_member": Words("业委会委员", "Member of the Owners' Committee"),
    "supervisor": Words("监督员", "Supervisor"),
    "accountant": Words("会计", "Accountant"),
    "fund_keeper": Words("资金管理员", "Fund Keeper"),
    "team_leader": Words("队长", "Team Leader"),
    "volunteer": Words("志愿者", "Volunteer"),
    "mediator": Words("调解员", "Mediator"),
    "point_keeper": Words("服务点管理员", "Keeper of the Point"),
    "cook": Words("厨师", "Cook"),
    "teacher": Words("辅导老师", "Tutor"),
    "convener": Words("召集人", "Convener"),
    "council_member": Words("议事代表", "Council Member"),
    "delegate": Words("人大代表", "Delegate"),
    "centre_head": Words("邻里中心主任", "Head of the Neighbourhood Centre"),
}

PAIRING_KINDS: Final[dict[str, Words]] = {
    "department": Words("部门包建", "a department looks after a compound"),
    "adopted_household": Words("认亲结对", "a volunteer has adopted the household"),
    "doctor_visit": Words("医生上门", "a doctor visits the household"),
    "urgent_referral": Words("急诊转介", "a hospital took the household's urgent case over"),
    "neighbour_care": Words("邻里照看", "a neighbour looks in"),
}

TAGS: Final[dict[str, Words]] = {
    "lift": Words("有电梯", "has lifts"),
    "walk_up": Words("无电梯", "has no lift"),
    "old": Words("老旧小区", "old compound"),
    "no_fund": Words("无维修资金", "no maintenance fund"),
    "self_managed": Words("业主自管", "managed by its owners"),
    "legal_person": Words("业委会为法人", "the owners' committee is a legal person"),
    "firm_managed": Words("物业公司管理", "managed by a property firm"),
    "community_managed": Words("社区管理物业", "managed by the community"),
    "no_property": Words("无物业", "nobody manages the property"),
    "county": Words("县", "a county"),
    "pump": Words("水泵", "pumps"),
    "gate": Words("门岗", "a gate"),
    "parcel": Words("快递", "parcels"),
    "charging": Words("充电", "charging"),
    "drinking_water": Words("直饮水", "drinking water"),
    "recycling": Words("回收", "recycling"),
    "tools": Words("工具", "tools to borrow"),
    "meeting": Words("议事", "a place to meet"),
    "fire_post": Words("微型消防站", "a small fire post"),
    "power_room": Words("配电", "a switch room"),
}

NEEDS: Final[dict[str, Words]] = {
    "lives_alone": Words("独居老人", "an old person lives alone"),
    "empty_nest": Words("空巢老人", "an old couple, the children are away"),
    "disability": Words("残疾人", "somebody with a disability"),
    "chronic_illness": Words("慢性病", "a chronic illness"),
    "serious_illness": Words("重病", "a serious illness"),
    "expectant_mother": Words("孕妇", "an expectant mother"),
    "hardship": Words("困难家庭", "hardship"),
    "left_behind_child": Words("留守儿童", "a child whose parents work away"),
}

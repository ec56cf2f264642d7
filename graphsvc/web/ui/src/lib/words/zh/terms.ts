/** The names of what the API tells as enums and kinds. */
export const terms = {
  lines: { PARTY: "党组织", ADMINISTRATIVE: "行政", PROPERTY: "物业", VOLUNTEER: "志愿" },
  types: { Place: "地点", Unit: "单位", Post: "岗位", Person: "人员", Category: "事项", Duty: "职责" },
  capacities: { FIRST_CONTACT: "首接", HANDLES: "负责", BACKS_UP: "替补", SUPERVISES: "监督" },
  skips: { VACANT: "岗位空缺", ABSENT: "人员不在岗", CLOSED: "不在服务时间" },
  kinds: {
    city: "市",
    district: "区",
    subdistrict: "街道",
    community: "社区",
    grid: "网格",
    compound: "小区",
    building: "楼栋",
    entrance: "单元",
    floor: "楼层",
    household: "住户",
    facility: "公共设施",
  },
};

// The questions that stand in the first tabs. Their keys are those of the demo's world.

const WHO_HANDLES = `# 谁来处理？3 号楼的下水道堵了：找谁、怎么联系、
# 多久之内、找不到人再找谁。
# Who handles it? A sewer is blocked in building 3:
# whom to contact and how, and who is next after how long.
query WhoHandles {
  whoHandles(
    category: "water.sewer"
    place: "jinxiu-jy.3"
    urgent: true
  ) {
    covered
    contested
    handlers {
      unit { name nameEn }
      post { title titleEn }
      people { name channel }
      channel
      placeSteps
    }
    skipped { duty { key } reason }
    ladder {
      steps {
        unit { name nameEn }
        contacts { name }
        channel
        reachable
        after
        dueAt
      }
    }
  }
}
`;

const WHERE = `# 这栋楼在哪里？属于哪个小区、社区、街道，有多少户。
# Where is this building? The compound, community and
# subdistrict it lies in, and how many households it has.
query Where {
  place(key: "jinxiu-jy.3") {
    name
    nameEn
    kind
    households
    lineage { key kind name nameEn }
  }
}
`;

const NEIGHBOURHOOD = `# 这栋楼连着什么？两步之内的单位、岗位、人员和职责；
# truncated 为 true 表示没有全部列出。
# What hangs on this building? Units, posts, people and
# duties within two links; truncated: there is more.
query Neighbourhood {
  neighbourhood(of: "jinxiu-jy.3", hops: 2, limit: 50) {
    nodes { key type label }
    edges { source target type }
    truncated
  }
}
`;

export const EXAMPLES = [WHO_HANDLES, WHERE, NEIGHBOURHOOD].map((query) => ({ query }));

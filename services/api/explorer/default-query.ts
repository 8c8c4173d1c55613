/** What the explorer opens with: the three flagship figures of a county. */
export const defaultQuery = `# 三项旗舰指标：园区建会率与入会率、星级工会分布、帮扶资金到达一线比例
# The three flagship figures of one county. Ctrl+Space completes, Ctrl+Enter runs.
query Flagships {
  unionised: figure(metric: "enterprise_unionisation_rate", scope: "region:320924") {
    ...Number
    target { target { targetValue comparison } pathValue need status }
  }
  members: figure(metric: "member_rate", scope: "region:320924") {
    ...Number
    target { need status }
  }
  stars: distribution(metric: "star_distribution", scope: "region:320924") {
    asOf
    activeUnionCount
    levels { name count percentOfActive percentOfRated }
  }
  assistance: figure(metric: "assistance_frontline_share", scope: "region:320924") {
    ...Number
    period { start end }
    unclassified
  }
}

fragment Number on Figure {
  metric { name formula }
  numerator
  denominator
  value
  state
  asOf
  definition { id version }
  publication { id publishedAt }
}
`;

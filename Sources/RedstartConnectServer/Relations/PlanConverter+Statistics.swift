import RedstartAggregateFunctions
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension PlanConverter {
  /// The functions of `df.stat`, as aggregates.
  func statistic(_ relation: Spark_Connect_Relation) throws -> LogicalPlan {
    switch relation.relType {
    case .cov(let node):
      return try pair("covar_samp", "cov", [node.col1, node.col2], try input(node.hasInput, node.input))
    case .corr(let node):
      if node.hasMethod, node.method != "pearson" {
        throw SparkError.unsupported("the correlation \(node.method)", "Use \"pearson\".")
      }
      return try pair("corr", "corr", [node.col1, node.col2], try input(node.hasInput, node.input))
    case .approxQuantile(let node): return try quantiles(node)
    case .sampleBy(let node): return try sampleBy(node)
    case .crosstab: throw SparkError.unsupported("crosstab()", "Use groupBy() with pivot().")
    default: throw SparkError.unsupported("freqItems()", "Use groupBy().count() with a filter.")
    }
  }

  private func column(_ name: String) throws -> Expression {
    .unresolvedAttribute(UnresolvedAttribute(try PlanConverter.nameParts(name)))
  }

  private func pair(_ function: String, _ title: String, _ names: [String], _ child: LogicalPlan) throws -> LogicalPlan {
    let call = Expression.unresolvedFunction(
      UnresolvedFunction([function], try names.map { .cast(Cast(try column($0), .double)) }))
    return .aggregate(Aggregate([], [.alias(Alias(call, title))], child))
  }

  /// One row with one array of quantiles a column.
  private func quantiles(_ node: Spark_Connect_StatApproxQuantile) throws -> LogicalPlan {
    let arrays = try node.cols.map { name in
      ApproximateQuantiles.aggregate(
        of: .cast(Cast(try column(name), .double)), node.probabilities, relativeError: min(node.relativeError, 1))
    }
    let all = Expression.unresolvedFunction(UnresolvedFunction(["array"], arrays))
    return .aggregate(Aggregate([], [.alias(Alias(all, "approx_quantile"))], try input(node.hasInput, node.input)))
  }

  /// Rows of each stratum with its own probability.
  private func sampleBy(_ node: Spark_Connect_StatSampleBy) throws -> LogicalPlan {
    let stratum = try expression(node.col)
    let branches = try node.fractions.map { fraction in
      CaseBranch(
        .comparison(.nullSafeEqual, stratum, .literal(try Literal(fraction.stratum))), .literal(.double(fraction.fraction)))
    }
    let random = Expression.unresolvedFunction(
      UnresolvedFunction(["rand"], [.literal(.long(node.hasSeed ? node.seed : Int64.random(in: 0...Int64.max)))]))
    let limit = Expression.caseWhen(branches, otherwise: .literal(.double(0)))
    return .filter(.comparison(.less, random, limit), try input(node.hasInput, node.input))
  }
}

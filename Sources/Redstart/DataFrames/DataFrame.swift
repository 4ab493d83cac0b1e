import RedstartConnectProtocol

/// A table that a query describes: rows with named, typed columns.
///
/// A DataFrame is a value. Making one from another computes nothing; actions such as ``collect()``, ``count()`` and
/// ``DataFrameWriter/save(_:)`` run the query.
public struct DataFrame: Sendable {
  /// The session that runs the query.
  public let sparkSession: SparkSession
  package let relation: Spark_Connect_Relation
  /// What must live as long as the query may run, such as models that its plan names.
  package var resources: [any AnyObject & Sendable] = []

  init(session: SparkSession, relation: Spark_Connect_Relation) {
    sparkSession = session
    self.relation = relation
  }

  /// A DataFrame made from this one.
  /// - Parameters:
  ///   - columns: The columns that go into it: their subqueries travel with the plan.
  ///   - others: Further DataFrames that go into it.
  package func deriving(
    _ columns: [Column] = [], and others: [DataFrame] = [],
    _ type: (Spark_Connect_Relation) -> Spark_Connect_Relation.OneOf_RelType
  ) -> DataFrame {
    var result = sparkSession.dataFrame(type(relation))
    let subqueries = columns.flatMap(\.subqueries)
    if !subqueries.isEmpty {
      var wrapped = Spark_Connect_WithRelations()
      wrapped.root = result.relation
      wrapped.references = subqueries.map(\.relation)
      result = sparkSession.dataFrame(.withRelations(wrapped))
    }
    result.resources = resources + (subqueries + others).flatMap(\.resources)
    return result
  }

  /// A column of this DataFrame, also where another one has a column of the same name.
  public subscript(name: String) -> Column { col(name) }

  /// A column of this DataFrame, also where another one has a column of the same name.
  public func col(_ name: String) -> Column { Column(name, planID: relation.common.planID) }

  // MARK: Subqueries

  /// The only value of the DataFrame, as a column of another one.
  public func scalar() -> Column { subquery(.scalar) }

  /// Whether the DataFrame has rows, as a condition of another one.
  public func exists() -> Column { subquery(.exists) }

  private func subquery(_ type: Spark_Connect_SubqueryExpression.SubqueryType) -> Column {
    var subquery = Spark_Connect_SubqueryExpression()
    subquery.planID = relation.common.planID
    subquery.subqueryType = type
    return Column(.subqueryExpression(subquery), subqueries: [self])
  }
}

/// How rows of two DataFrames meet.
public enum JoinType: Sendable, Hashable {
  case inner, cross, full, left, right, leftSemi, leftAnti

  /// Spark's names: `inner`, `cross`, `full_outer`, `left`, `leftsemi`, `anti`, …
  public init?(_ name: String) {
    switch name.lowercased().filter({ $0 != "_" }) {
    case "inner": self = .inner
    case "cross": self = .cross
    case "outer", "full", "fullouter": self = .full
    case "left", "leftouter": self = .left
    case "right", "rightouter": self = .right
    case "semi", "leftsemi": self = .leftSemi
    case "anti", "leftanti": self = .leftAnti
    default: return nil
    }
  }

  var message: Spark_Connect_Join.JoinType {
    switch self {
    case .inner: .inner
    case .cross: .cross
    case .full: .fullOuter
    case .left: .leftOuter
    case .right: .rightOuter
    case .leftSemi: .leftSemi
    case .leftAnti: .leftAnti
    }
  }
}

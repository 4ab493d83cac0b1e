import RedstartConnectProtocol

// Two DataFrames made one.

extension DataFrame {
  /// The pairs of rows with equal values in a column of that name, which appears once.
  public func join(_ other: DataFrame, on name: String, how: JoinType = .inner) -> DataFrame {
    join(other, using: [name], on: nil, how)
  }
  /// The pairs of rows with equal values in columns of those names, which appear once.
  public func join(_ other: DataFrame, on names: [String], how: JoinType = .inner) -> DataFrame {
    join(other, using: names, on: nil, how)
  }
  /// The pairs of rows that meet a condition, such as `left["id"] == right["id"]`.
  public func join(_ other: DataFrame, on condition: Column, how: JoinType = .inner) -> DataFrame {
    join(other, using: [], on: condition, how)
  }
  /// All pairs of rows.
  public func crossJoin(_ other: DataFrame) -> DataFrame { join(other, using: [], on: nil, .cross) }

  private func join(_ other: DataFrame, using names: [String], on condition: Column?, _ type: JoinType) -> DataFrame {
    deriving(condition.map { [$0] } ?? [], and: [other]) { input in
      var node = Spark_Connect_Join()
      node.left = input
      node.right = other.relation
      node.joinType = type.message
      node.usingColumns = names
      if let condition { node.joinCondition = condition.expression }
      return .join(node)
    }
  }

  /// The pairs of a row and the rows of a DataFrame that may use its columns.
  public func lateralJoin(_ other: DataFrame, on condition: Column? = nil, how: JoinType = .inner) -> DataFrame {
    deriving(condition.map { [$0] } ?? [], and: [other]) { input in
      var node = Spark_Connect_LateralJoin()
      node.left = input
      node.right = other.relation
      node.joinType = how.message
      if let condition { node.joinCondition = condition.expression }
      return .lateralJoin(node)
    }
  }

  // MARK: Sets

  /// The rows of both, equal ones too; columns are matched by position.
  public func union(_ other: DataFrame) -> DataFrame { combine(other, .union, isAll: true) }
  public func unionAll(_ other: DataFrame) -> DataFrame { union(other) }
  /// The rows of both; columns are matched by name.
  /// - Parameter allowMissingColumns: Fills columns that one side lacks with nulls.
  public func unionByName(_ other: DataFrame, allowMissingColumns: Bool = false) -> DataFrame {
    combine(other, .union, isAll: true, byName: true, allowMissing: allowMissingColumns)
  }
  /// The rows that are in both, each once.
  public func intersect(_ other: DataFrame) -> DataFrame { combine(other, .intersect, isAll: false) }
  /// The rows that are in both, as often as in the one that has fewer of them.
  public func intersectAll(_ other: DataFrame) -> DataFrame { combine(other, .intersect, isAll: true) }
  /// The rows that are not in the other, each once.
  public func except(_ other: DataFrame) -> DataFrame { combine(other, .except, isAll: false) }
  /// The rows without those of the other, as often as there are more of them here.
  public func exceptAll(_ other: DataFrame) -> DataFrame { combine(other, .except, isAll: true) }
  public func subtract(_ other: DataFrame) -> DataFrame { except(other) }

  private func combine(
    _ other: DataFrame, _ type: Spark_Connect_SetOperation.SetOpType, isAll: Bool, byName: Bool = false,
    allowMissing: Bool = false
  ) -> DataFrame {
    deriving(and: [other]) { input in
      var node = Spark_Connect_SetOperation()
      node.leftInput = input
      node.rightInput = other.relation
      node.setOpType = type
      node.isAll = isAll
      if byName {
        node.byName = true
        node.allowMissingColumns = allowMissing
      }
      return .setOp(node)
    }
  }
}

import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// `a = b`, both brought to one type.
  func equality(_ a: Expression, _ b: Expression) throws -> Expression {
    guard let type = TypeCoercion.commonType(a.type, b.type) else {
      throw mismatch(
        "BINARY_OP_DIFF_TYPES", ["left": "\"\(a.type.sql)\"", "right": "\"\(b.type.sql)\""])
    }
    return .comparison(.equal, a.implicitlyCast(to: type), b.implicitlyCast(to: type))
  }

  /// The first argument that is not null, later ones evaluated only where they are needed.
  func firstNotNull(_ arguments: [Expression]) -> Expression {
    guard let first = arguments.first else { return .literal(.null(.null)) }
    if arguments.count == 1 {
      return scalarWithNulls("coalesce", arguments, first.type, nullable: first.nullable) { arguments, _ in arguments[0] }
    }
    let type = first.type
    let nullable = arguments.allSatisfy(\.nullable)
    if arguments.dropFirst().allSatisfy(\.cannotFail) {
      return scalarWithNulls("coalesce", arguments, type, nullable: nullable) { arguments, count in
        let nulls = arguments.map { NullColumn($0) }
        return nulls.withUnsafeBufferPointer { nulls in
          RowLoop.choose(arguments, count, type) { row in
            var index = 0
            while index < nulls.count, nulls[index](row) { index &+= 1 }
            return index < nulls.count ? index : -1
          }
        }
      }
    }
    let branches = arguments.dropLast().map { CaseBranch(.isNotNull($0), $0) }
    let choice = Expression.caseWhen(branches, otherwise: arguments[arguments.count - 1])
    if nullable { return choice }
    return scalarWithNulls("knownnotnull", [choice], type, nullable: false) { arguments, _ in arguments[0] }
  }

  /// `greatest` and `least`: nulls are skipped.
  func bindExtreme(greatest: Bool) throws -> Expression {
    try requireCount(atLeast: 2)
    let arguments = try unified(stringPromotion: false)
    let type = arguments[0].type
    try requireOrder(type)
    let sign = greatest ? 1 : -1
    return scalarWithNulls(nil, arguments, type, nullable: arguments.allSatisfy(\.nullable)) { arguments, count in
      let nulls = arguments.map { NullColumn($0) }
      var comparators: [[(Int, Int) -> Int]] = []
      for left in arguments { comparators.append(arguments.map { rowComparator(left, $0) }) }
      return RowLoop.choose(arguments, count, type) { row in
        var best = -1
        for index in nulls.indices where !nulls[index](row) {
          if best < 0 || comparators[index][best](row, row) &* sign > 0 { best = index }
        }
        return best
      }
    }
  }
}

extension Expression {
  /// Whether evaluating it for rows that do not need it is harmless and cheap.
  var cannotFail: Bool {
    switch self {
    case .attribute, .outerReference, .literal, .boundReference, .lambdaVariable: true
    case .alias(let alias): alias.child.cannotFail
    case .cast(let cast):
      cast.child.cannotFail && !Cast.forcesNull(from: cast.child.type, to: cast.type)
        && (cast.child.type == cast.type || cast.type.isString || TypeCoercion.isLossless(cast.child.type, cast.type))
    case .isNull(let child), .isNotNull(let child), .getField(let child, _, _): child.cannotFail
    default: false
    }
  }
}

extension TypeCoercion {
  /// Whether the wider of two numeric types is the target.
  static func isLossless(_ from: DataType, _ to: DataType) -> Bool { tightestCommonType(from, to) == to }
}

import RedstartTypes

extension Expression {
  /// The type of a resolved expression; `void` where it cannot be known yet.
  public var type: DataType {
    switch self {
    case .literal(let literal): literal.type
    case .attribute(let attribute), .outerReference(let attribute): attribute.type
    case .alias(let alias): alias.child.type
    case .cast(let cast): cast.type
    case .and, .or, .not, .comparison, .isNull, .isNotNull, .inList: .boolean
    case .arithmetic(let arithmetic): arithmetic.type ?? arithmetic.left.type
    case .caseWhen(let branches, let otherwise):
      branches.first.map { $0.value.type } ?? otherwise?.type ?? .null
    case .call(let call): call.function.type
    case .aggregate(let aggregate): aggregate.function.type
    case .windowFunction(let call): call.function.type
    case .window(let window): window.function.type
    case .getField(let child, let ordinal, _):
      if case .struct(let fields) = child.type.storage, ordinal < fields.count { fields.fields[ordinal].type } else { .null }
    case .lambdaVariable(let variable): variable.type
    case .lambda(_, let body): body.type
    case .namedArgument(_, let value): value.type
    case .subquery(let subquery):
      if case .scalar = subquery.kind { subquery.plan.output.first?.type ?? .null } else { .boolean }
    case .sortOrder(let order): order.child.type
    case .boundReference(let reference): reference.type
    case .unresolvedAttribute, .unresolvedStar, .unresolvedRegex, .unresolvedFunction, .unresolvedExtract, .parameter,
      .unresolvedWindow:
      .null
    }
  }

  /// Whether a resolved expression can be null.
  public var nullable: Bool {
    switch self {
    case .literal(let literal): literal.isNull
    case .attribute(let attribute), .outerReference(let attribute): attribute.nullable
    case .alias(let alias): alias.child.nullable
    case .cast(let cast):
      cast.child.nullable || cast.mode == .try || Cast.canGiveNull(from: cast.child.type, to: cast.type, mode: cast.mode)
    case .and(let a, let b), .or(let a, let b): a.nullable || b.nullable
    case .not(let child): child.nullable
    case .comparison(let op, let a, let b): op == .nullSafeEqual ? false : a.nullable || b.nullable
    case .arithmetic(let arithmetic): arithmetic.nullable
    case .isNull, .isNotNull: false
    case .inList(let child, let list): child.nullable || list.contains { $0.nullable }
    case .caseWhen(let branches, let otherwise):
      // What stands behind a condition that is always true is never reached.
      if let last = branches.firstIndex(where: { $0.condition == .literal(.boolean(true)) }) {
        branches[...last].contains { $0.value.nullable }
      } else {
        branches.contains { $0.value.nullable } || (otherwise?.nullable ?? true)
      }
    case .call(let call): call.function.nullable
    case .aggregate(let aggregate): aggregate.function.nullable
    case .windowFunction(let call): call.function.nullable
    case .window(let window): window.function.nullable
    case .getField(let child, let ordinal, _):
      if case .struct(let fields) = child.type.storage, ordinal < fields.count {
        child.nullable || fields.fields[ordinal].nullable
      } else {
        true
      }
    case .lambdaVariable(let variable): variable.nullable
    case .lambda(_, let body): body.nullable
    case .namedArgument(_, let value): value.nullable
    case .subquery(let subquery):
      switch subquery.kind {
      case .scalar: true
      case .exists: false
      case .in(let values): values.contains { $0.nullable } || subquery.plan.output.contains { $0.nullable }
      }
    case .sortOrder(let order): order.child.nullable
    case .boundReference(let reference): reference.nullable
    case .unresolvedAttribute, .unresolvedStar, .unresolvedRegex, .unresolvedFunction, .unresolvedExtract, .parameter,
      .unresolvedWindow:
      true
    }
  }

  /// The metadata that a column of this expression carries.
  public var metadata: Metadata {
    switch self {
    case .attribute(let attribute), .outerReference(let attribute): attribute.metadata
    case .alias(let alias): alias.metadata ?? alias.child.metadata
    case .getField(let child, let ordinal, _):
      if case .struct(let fields) = child.type.storage, ordinal < fields.count { fields.fields[ordinal].metadata } else { .empty }
    default: .empty
    }
  }
}

extension Arithmetic {
  /// Division may meet zero, and schemas say so even where ANSI makes it fail; decimals that do not fit give null unless ANSI
  /// makes them fail.
  public var nullable: Bool {
    if left.nullable || right.nullable { return true }
    switch op {
    case .divide, .remainder, .integralDivide: return true
    case .add, .subtract, .multiply: return mode == .try || (mode != .ansi && (type?.isDecimal ?? false))
    }
  }
}

extension Cast {
  /// Whether the conversion of a value that is not null can give null. Schemas show it in every mode alike.
  public static func canGiveNull(from: DataType, to: DataType, mode: Mode?) -> Bool {
    mode == .try || forcesNull(from: from, to: to)
  }
}

import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

/// Turns resolved expressions into programs over batches.
public final class ExpressionCompiler {
  private let ordinals: [ExpressionID: Int]
  private var occurrences: [Expression: Int] = [:]
  private var shared: [Expression: SharedNode] = [:]

  /// An expression over an operator's input; attributes become columns by their identity.
  /// - Throws: `INTERNAL_ERROR` for attributes that the input lacks and for forms that are not scalar expressions.
  public static func compile(_ expression: Expression, input: [Attribute]) throws -> CompiledExpression {
    try ExpressionCompiler(input: input, sharing: [expression]).compiled(expression)
  }

  /// The value of an expression without columns.
  /// - Throws: the condition that its evaluation raises.
  public static func evaluateConstant(_ expression: Expression) throws -> Literal {
    let compiled = try compile(expression, input: [])
    let vector = try compiled.evaluate(RecordBatch([], count: 1))
    return Literal(vector.value(at: 0), compiled.type)
  }

  init(input: [Attribute], sharing expressions: [Expression]) {
    var ordinals: [ExpressionID: Int] = [:]
    for (ordinal, attribute) in input.enumerated() where ordinals[attribute.id] == nil { ordinals[attribute.id] = ordinal }
    self.ordinals = ordinals
    for expression in expressions { countOccurrences(expression) }
  }

  func compiled(_ expression: Expression) throws -> CompiledExpression {
    CompiledExpression(root: try node(expression), nullable: expression.nullable)
  }

  /// Counts equal subtrees; those below a repeated one count once.
  private func countOccurrences(_ expression: Expression) {
    switch expression {
    // A function literal runs on other rows: it shares nothing with what stands around it.
    case .attribute, .boundReference, .literal, .lambda: return
    default: break
    }
    let known = occurrences[expression, default: 0]
    occurrences[expression] = known + 1
    if known == 0 { for child in expression.children { countOccurrences(child) } }
  }

  func node(_ expression: Expression) throws -> any EvaluationNode {
    if occurrences[expression, default: 0] > 1, expression.isDeterministic {
      if let known = shared[expression] { return known }
      let made = try folded(try freshNode(expression))
      if made is ConstantNode || made is ColumnNode { return made }
      let node = SharedNode(made)
      shared[expression] = node
      return node
    }
    return try folded(try freshNode(expression))
  }

  /// A constant computed now; one that fails stays, since no row may reach it.
  private func folded(_ node: any EvaluationNode) throws -> any EvaluationNode {
    guard node.isConstant, !(node is ConstantNode) else { return node }
    guard let value = try? node.evaluate(EvaluationBatch(RecordBatch([], count: 1))) else { return node }
    return ConstantNode(value.flattened())
  }

  private func freshNode(_ expression: Expression) throws -> any EvaluationNode {
    switch expression {
    case .literal(let literal): return ConstantNode(Vector.literal(literal, count: 1).flattened())
    case .attribute(let attribute):
      guard let ordinal = ordinals[attribute.id] else {
        throw SparkError.internal("The input has no column \(quoted(attribute.name)).")
      }
      return ColumnNode(ordinal: ordinal, type: attribute.type)
    case .boundReference(let reference): return ColumnNode(ordinal: reference.ordinal, type: reference.type)
    case .alias(let alias): return try node(alias.child)
    case .cast(let cast): return try castNode(cast)
    case .and(let a, let b): return LogicalNode(isAnd: true, left: try boolean(a), right: try boolean(b))
    case .or(let a, let b): return LogicalNode(isAnd: false, left: try boolean(a), right: try boolean(b))
    case .not(let child): return NotNode(child: try boolean(child))
    case .isNull(let child): return NullTestNode(child: try node(child), negated: false)
    case .isNotNull(let child): return NullTestNode(child: try node(child), negated: true)
    case .comparison(let op, let a, let b): return try comparisonNode(op, a, b)
    case .arithmetic(let arithmetic): return try arithmeticNode(arithmetic)
    case .inList(let child, let list): return try membershipNode(child, list)
    case .caseWhen(let branches, let otherwise): return try caseNode(branches, otherwise, type: expression.type)
    case .call(let call) where call.function.higherOrderBody != nil: return try higherOrderNode(call)
    case .call(let call): return CallNode(call.function, try call.arguments.map { try node($0) }, origin: call.origin)
    case .getField(let child, let ordinal, _):
      return FieldNode(child: try node(child), ordinal: ordinal, type: expression.type)
    case .outerReference(let attribute):
      throw SparkError.unsupported("the correlated column \(quoted(attribute.name)) in this place")
    case .subquery: throw SparkError.unsupported("a subquery in this place", "Rewrite it as a join.")
    case .lambdaVariable(let variable):
      guard let ordinal = ordinals[variable.id] else {
        throw SparkError.internal("The variable \(quoted(variable.name)) stands outside of its function literal.")
      }
      return ColumnNode(ordinal: ordinal, type: variable.type)
    case .lambda: throw SparkError.unsupported("function literals in this place")
    case .aggregate, .window, .windowFunction, .sortOrder:
      throw SparkError.internal("An expression that is not scalar reached evaluation: \(expression).")
    case .unresolvedAttribute, .unresolvedStar, .unresolvedRegex, .unresolvedFunction, .unresolvedExtract, .parameter,
      .namedArgument, .unresolvedWindow:
      throw SparkError.internal("An expression that is not resolved reached evaluation: \(expression).")
    }
  }

  /// A condition; a bare NULL counts as a Boolean one.
  func boolean(_ expression: Expression) throws -> any EvaluationNode {
    let made = try node(expression)
    return made.type.physical == .null ? ConstantNode(Vector.nulls(.boolean, count: 1).flattened()) : made
  }

  private func castNode(_ cast: Cast) throws -> any EvaluationNode {
    let child = try node(cast.child)
    if child.type.storage == cast.type.storage, !(child.type != cast.type && cast.type.isNested) {
      return child.type == cast.type ? child : RetypeNode(child: child, type: cast.type)
    }
    let zone = try cast.timeZone.map { try TimeZoneRules.named($0) } ?? .utc
    return CastNode(
      child, type: cast.type, mode: cast.mode?.failureMode ?? .ansi, zone: zone, origin: cast.origin)
  }

  private func comparisonNode(_ op: ComparisonOperator, _ a: Expression, _ b: Expression) throws -> any EvaluationNode {
    let left = try node(a)
    let right = try node(b)
    let operation = ComparisonOperation(rawValue: op.rawValue) ?? .equal
    if left.type.physical == .null || right.type.physical == .null {
      guard op == .nullSafeEqual else { return ConstantNode(Vector.nulls(.boolean, count: 1).flattened()) }
      return NullTestNode(child: left.type.physical == .null ? right : left, negated: false)
    }
    let decimals = left.type.storage.isDecimal && right.type.storage.isDecimal
    guard decimals || left.type.physical == right.type.physical else {
      throw SparkError.internal("Comparison of \(left.type.sql) with \(right.type.sql) without a conversion.")
    }
    return ComparisonNode(operation, left, right)
  }

  private func arithmeticNode(_ arithmetic: Arithmetic) throws -> any EvaluationNode {
    var left = try node(arithmetic.left)
    var right = try node(arithmetic.right)
    let mode = arithmetic.mode?.failureMode ?? .ansi
    let operation = ArithmeticOperation(rawValue: arithmetic.op.rawValue) ?? .add
    let type: DataType
    if operation == .integralDivide {
      type = .long
    } else if let given = arithmetic.type {
      type = given
    } else if let result = Arithmetic.resultType(arithmetic.op, left.type, right.type) {
      type = result
    } else {
      throw SparkError.internal("Arithmetic \(left.type.sql) \(arithmetic.op.rawValue) \(right.type.sql).")
    }
    if left.type.physical == .null || right.type.physical == .null {
      return ConstantNode(Vector.nulls(type, count: 1).flattened())
    }
    if !(left.type.storage.isDecimal && right.type.storage.isDecimal) {
      // Both sides in the type that the loop computes in.
      if left.type != type { left = try folded(CastNode(left, type: type, mode: mode, zone: .utc, origin: arithmetic.origin)) }
      if right.type != type { right = try folded(CastNode(right, type: type, mode: mode, zone: .utc, origin: arithmetic.origin)) }
    }
    return ArithmeticNode(operation, left, right, type: type, mode: mode, origin: arithmetic.origin)
  }

  private func membershipNode(_ child: Expression, _ list: [Expression]) throws -> any EvaluationNode {
    let value = try node(child)
    let elements = try list.map { try node($0) }
    if value.type.physical == .null { return ConstantNode(Vector.nulls(.boolean, count: 1).flattened()) }
    let constants = elements.compactMap { ($0 as? ConstantNode)?.value }
    guard constants.count == elements.count else { return InListNode(child: value, list: elements) }
    let typed = constants.map { $0.type.physical == .null ? Vector.nulls(value.type, count: 1).flattened() : $0 }
    guard typed.allSatisfy({ $0.type.physical == value.type.physical }) else {
      throw SparkError.internal("IN over different types without conversions.")
    }
    let all = Vector.concatenate(typed.map { $0.retyped(value.type) }, type: value.type)
    return MembershipNode(value, try ValueSet(all))
  }

  private func caseNode(_ branches: [CaseBranch], _ otherwise: Expression?, type: DataType) throws -> any EvaluationNode {
    func value(_ expression: Expression) throws -> any EvaluationNode {
      let made = try node(expression)
      // A bare NULL takes the type of the whole.
      return made.type.physical == .null && type.physical != .null ? ConstantNode(Vector.nulls(type, count: 1).flattened()) : made
    }
    let made = try branches.map { (condition: try boolean($0.condition), value: try value($0.value)) }
    let rest = try otherwise.map { try value($0) }
    let result = ([type] + made.map { $0.value.type } + (rest.map { [$0.type] } ?? [])).first { $0.physical != .null } ?? type
    return CaseNode(branches: made, otherwise: rest, type: result)
  }
}

/// The same values under another type of the same layout.
struct RetypeNode: EvaluationNode {
  let child: any EvaluationNode
  let type: DataType
  var canFail: Bool { child.canFail }
  var cost: Int { child.cost }
  var isConstant: Bool { child.isConstant }

  func evaluate(_ batch: EvaluationBatch) throws -> Vector { try child.evaluate(batch).retyped(type) }
}

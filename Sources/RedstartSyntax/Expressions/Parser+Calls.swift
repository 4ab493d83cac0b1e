import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// A call when a qualified name and a parenthesis stand here; else nothing is taken.
  mutating func functionCall() throws -> Expression? {
    var next = position
    guard isName(tokens[next]) else { return nil }
    while next + 2 < tokens.count, tokens[next + 1].symbol == .dot, isName(tokens[next + 2]) { next += 2 }
    guard tokens[min(next + 1, tokens.count - 1)].symbol == .leftParenthesis else { return nil }
    let start = position
    var name = [try identifier()]
    while accept(.dot) { name.append(try identifier()) }
    return try functionCall(name, start)
  }

  private mutating func functionCall(_ name: [String], _ start: Int) throws -> Expression {
    try expect(.leftParenthesis)
    var call = UnresolvedFunction(name, [])
    if at(.distinct), peek().symbol != .comma, peek().symbol != .rightParenthesis, peek().symbol != .dot {
      advance()
      call.isDistinct = true
    } else if at(.all), peek().symbol != .comma, peek().symbol != .rightParenthesis, peek().symbol != .dot {
      advance()
    }
    if !at(.rightParenthesis) {
      call.arguments = try commaSeparated { try $0.functionArgument() }
    }
    return try finishCall(call, start)
  }

  /// The call of a special form's name in plain style, once its first arguments are read.
  private mutating func plainCall(_ arguments: [Expression], _ start: Int) throws -> Expression {
    var call = UnresolvedFunction([text(tokens[start])], arguments)
    if !arguments.isEmpty { while accept(.comma) { call.arguments.append(try functionArgument()) } }
    return try finishCall(call, start)
  }

  /// What follows a call's arguments: the parenthesis, WITHIN GROUP, FILTER, IGNORE NULLS and OVER.
  private mutating func finishCall(_ unfinished: UnresolvedFunction, _ start: Int) throws -> Expression {
    var call = unfinished
    if nullTreatment() == true { call.ignoreNulls = true }
    try expect(.rightParenthesis, missing: true)
    if at(.within), peek().keyword == .group {
      position += 2
      try expect(.leftParenthesis)
      try expect(.order)
      try expect(.by)
      call.withinGroup = try commaSeparated { try $0.sortItem() }
      try expect(.rightParenthesis)
    }
    if at(.filter), peek().symbol == .leftParenthesis, peek(2).keyword == .where {
      position += 3
      call.filter = try expression()
      try expect(.rightParenthesis)
    }
    if nullTreatment() == true { call.ignoreNulls = true }
    call.origin = origin(from: start)
    if at(.over), peek().symbol == .leftParenthesis || (isName(peek()) && peek().keyword != .from) {
      advance()
      let window = try windowReference()
      call.origin = origin(from: start)
      return .unresolvedWindow(.unresolvedFunction(call), window)
    }
    return .unresolvedFunction(call)
  }

  /// `IGNORE NULLS` gives true, `RESPECT NULLS` false.
  private mutating func nullTreatment() -> Bool? {
    if accept(.ignore, .nulls) { return true }
    if accept(.respect, .nulls) { return false }
    return nil
  }

  /// `name => value` or an expression.
  mutating func functionArgument() throws -> Expression {
    if isName(current), peek().symbol == .fatArrow {
      let name = try identifier()
      advance()
      return .namedArgument(name, try expression())
    }
    if at(.table), peek().symbol == .leftParenthesis {
      throw SparkError.unsupported("TABLE arguments of functions", "Pass columns or constants.")
    }
    return try expression()
  }

  /// Calls whose arguments may have words between them; nil for any other name. Arguments are never read twice: text that
  /// turns out to be a plain call goes on as one.
  mutating func specialForm() throws -> Expression? {
    guard peek().symbol == .leftParenthesis, let keyword = current.keyword else { return nil }
    switch keyword {
    case .cast, .tryCast: return try castCall(keyword == .tryCast ? .try : nil)
    case .extract: return try extractCall()
    case .substring, .substr: return try substringCall()
    case .trim: return try trimCall()
    case .position: return try positionCall()
    case .overlay: return try overlayCall()
    case .struct: return try structCall()
    case .timestampadd, .dateadd, .dateAdd: return try unitCall("timestampadd")
    case .timestampdiff, .datediff, .dateDiff: return try unitCall("timestampdiff")
    default: return nil
    }
  }

  private mutating func castCall(_ mode: Cast.Mode?) throws -> Expression? {
    let start = position
    if peek(2).symbol == .rightParenthesis { return nil }
    position += 2
    let child = try expression()
    guard accept(.as) else {
      if at(.comma) || at(.rightParenthesis) { return try plainCall([child], start) }
      throw syntaxError(expected: "AS", hint: peek().symbol == .rightParenthesis ? ": extra input '\(text(current))'" : "")
    }
    let type = try dataType()
    try expect(.rightParenthesis, missing: true)
    return .cast(Cast(child, type, mode: mode, origin: origin(from: start)))
  }

  /// `EXTRACT(field FROM source)`.
  private mutating func extractCall() throws -> Expression? {
    guard isName(peek(2)), peek(3).keyword == .from else { return nil }
    let start = position
    position += 2
    let field = try identifier()
    advance()
    let child = try valueExpression()
    try expect(.rightParenthesis)
    return call("extract", [.literal(.string(field)), child], start)
  }

  /// `SUBSTRING(text FROM start [FOR length])`.
  private mutating func substringCall() throws -> Expression? {
    let start = position
    position += 2
    guard !at(.rightParenthesis) else { return try plainCall([], start) }
    var arguments = [try expression()]
    guard accept(.from) else { return try plainCall(arguments, start) }
    arguments.append(try valueExpression())
    if accept(.for) { arguments.append(try valueExpression()) }
    try expect(.rightParenthesis)
    return call("substring", arguments, start)
  }

  /// `TRIM([BOTH | LEADING | TRAILING] [characters] FROM text)`.
  private mutating func trimCall() throws -> Expression? {
    let start = position
    position += 2
    var name = "trim"
    var isSpecial = false
    if [.both, .leading, .trailing].contains(current.keyword), peek().symbol != .rightParenthesis, peek().symbol != .comma {
      name = at(.leading) ? "ltrim" : at(.trailing) ? "rtrim" : "trim"
      isSpecial = true
      advance()
    }
    guard !at(.rightParenthesis) else { return try plainCall([], start) }
    var characters: Expression?
    if !(at(.from) && (isSpecial || peek().symbol != .comma && peek().symbol != .rightParenthesis)) {
      characters = try expression()
    }
    guard accept(.from) else {
      if isSpecial { throw syntaxError(expected: "FROM") }
      return try plainCall(characters.map { [$0] } ?? [], start)
    }
    let text = try valueExpression()
    try expect(.rightParenthesis)
    return call(name, (characters.map { [$0] } ?? []) + [text], start)
  }

  /// `POSITION(part IN text)`.
  private mutating func positionCall() throws -> Expression? {
    let start = position
    position += 2
    guard !at(.rightParenthesis) else { return try plainCall([], start) }
    let part = try valueExpression()
    guard accept(.in) else { return try plainCall([try expression(after: part, start + 2)], start) }
    let text = try valueExpression()
    try expect(.rightParenthesis)
    return call("locate", [part, text], start)
  }

  /// `OVERLAY(text PLACING part FROM start [FOR length])`.
  private mutating func overlayCall() throws -> Expression? {
    let start = position
    position += 2
    guard !at(.rightParenthesis) else { return try plainCall([], start) }
    var arguments = [try valueExpression()]
    guard accept(.placing) else { return try plainCall([try expression(after: arguments[0], start + 2)], start) }
    arguments.append(try valueExpression())
    try expect(.from)
    arguments.append(try valueExpression())
    if accept(.for) { arguments.append(try valueExpression()) }
    try expect(.rightParenthesis)
    return call("overlay", arguments, start)
  }

  /// `STRUCT(a AS x, b)`.
  private mutating func structCall() throws -> Expression? {
    let start = position
    position += 2
    if accept(.rightParenthesis) { return call("struct", [], start) }
    let fields = try commaSeparated { try $0.namedExpression() }
    try expect(.rightParenthesis)
    return call("struct", fields, start)
  }

  /// `TIMESTAMPADD(unit, count, start)`, `DATEDIFF(unit, start, end)`: three arguments, the first of which is a unit.
  private mutating func unitCall(_ name: String) throws -> Expression? {
    guard peek(2).kind == .word, peek(3).symbol == .comma else { return nil }
    let unit = text(peek(2))
    guard
      ["year", "quarter", "month", "week", "day", "dayofyear", "hour", "minute", "second", "millisecond", "microsecond"]
        .contains(unit.lowercased())
    else { return nil }
    let start = position
    position += 4
    let count = try expression()
    guard accept(.comma) else {
      let place = Origin(source.context(tokens[start + 2].start, tokens[start + 2].end))
      return try plainCall([.unresolvedAttribute(UnresolvedAttribute([unit], origin: place)), count], start)
    }
    let time = try expression()
    try expect(.rightParenthesis)
    return call(name, [.literal(.string(unit)), count, time], start)
  }
}

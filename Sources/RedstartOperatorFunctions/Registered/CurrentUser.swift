import RedstartLogicalPlan
import RedstartTypes

/// Returns the name of the user.
struct CurrentUser: SQLFunction {
  static let names = ["current_user", "user", "session_user"]
  static let documentation = FunctionDocumentation(
    "current_user() - Returns the name of the user.",
    examples: [])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.sessionText(call.environment.user)
  }
}

/// English names of months, days and zones.
enum DateTimeNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]
  static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  static let quarters = ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"]
  static let shortQuarters = ["Q1", "Q2", "Q3", "Q4"]
  static let eras = ["Before Christ", "Anno Domini"]
  static let shortEras = ["BC", "AD"]
  static let halfDays = ["AM", "PM"]
  static let shortMonths = months.map { String($0.prefix(3)) }
  static let shortWeekdays = weekdays.map { String($0.prefix(3)) }

  /// The names of a kind, in order.
  static func list(_ name: DateTimePattern.Name, full: Bool) -> [String] {
    switch name {
    case .month: full ? months : shortMonths
    case .weekday: full ? weekdays : shortWeekdays
    case .quarter: full ? quarters : shortQuarters
    case .era: full ? eras : shortEras
    case .halfDay: halfDays
    }
  }

  /// Abbreviations that zone files use, their long names, and the zone that the abbreviation stands for when it is read.
  static let zones: [(short: String, long: String, zone: String)] = [
    ("UTC", "Coordinated Universal Time", "UTC"), ("GMT", "Greenwich Mean Time", "GMT"),
    ("PST", "Pacific Standard Time", "America/Los_Angeles"), ("PDT", "Pacific Daylight Time", "America/Los_Angeles"),
    ("MST", "Mountain Standard Time", "America/Denver"), ("MDT", "Mountain Daylight Time", "America/Denver"),
    ("CST", "Central Standard Time", "America/Chicago"), ("CDT", "Central Daylight Time", "America/Chicago"),
    ("EST", "Eastern Standard Time", "America/New_York"), ("EDT", "Eastern Daylight Time", "America/New_York"),
    ("AKST", "Alaska Standard Time", "America/Anchorage"), ("AKDT", "Alaska Daylight Time", "America/Anchorage"),
    ("HST", "Hawaii-Aleutian Standard Time", "Pacific/Honolulu"),
    ("AST", "Atlantic Standard Time", "America/Halifax"), ("ADT", "Atlantic Daylight Time", "America/Halifax"),
    ("NST", "Newfoundland Standard Time", "America/St_Johns"), ("NDT", "Newfoundland Daylight Time", "America/St_Johns"),
    ("CET", "Central European Standard Time", "Europe/Paris"), ("CEST", "Central European Summer Time", "Europe/Paris"),
    ("EET", "Eastern European Standard Time", "Europe/Bucharest"), ("EEST", "Eastern European Summer Time", "Europe/Bucharest"),
    ("WET", "Western European Standard Time", "Europe/Lisbon"), ("WEST", "Western European Summer Time", "Europe/Lisbon"),
    ("BST", "British Summer Time", "Europe/London"), ("MSK", "Moscow Standard Time", "Europe/Moscow"),
    ("IST", "India Standard Time", "Asia/Kolkata"), ("JST", "Japan Standard Time", "Asia/Tokyo"),
    ("KST", "Korean Standard Time", "Asia/Seoul"), ("AEST", "Australian Eastern Standard Time", "Australia/Sydney"),
    ("AEDT", "Australian Eastern Daylight Time", "Australia/Sydney"),
    ("ACST", "Australian Central Standard Time", "Australia/Adelaide"),
    ("ACDT", "Australian Central Daylight Time", "Australia/Adelaide"),
    ("AWST", "Australian Western Standard Time", "Australia/Perth"),
    ("NZST", "New Zealand Standard Time", "Pacific/Auckland"), ("NZDT", "New Zealand Daylight Time", "Pacific/Auckland"),
    ("SAST", "South Africa Standard Time", "Africa/Johannesburg"),
  ]

  static let zonesByLongName = zones.sorted { $0.long.utf8.count > $1.long.utf8.count }
  static let zonesByShortName = zones.sorted { $0.short.utf8.count > $1.short.utf8.count }
}

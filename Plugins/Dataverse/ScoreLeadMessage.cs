namespace Smarketing.Crm.Dataverse;

/// <summary>The custom API that scores one lead: its name and those of its parameters. Compiled into both assemblies that ship.</summary>
internal static class ScoreLeadMessage
{
    public const string Name = "smk_ScoreLead";
    public const string Table = "lead";
    public const string Target = "Target";

    public static class Request
    {
        public const string LanguageCode = "LanguageCode";
    }

    public static class Response
    {
        public const string Fit = "Fit";
        public const string Engagement = "Engagement";
        public const string Score = "Score";
        public const string Grade = "Grade";
        public const string Stage = "Stage";
        public const string Reasons = "Reasons";
        public const string Explanation = "Explanation";
        public const string RescoreOn = "RescoreOn";
        public const string Fault = "Fault";
    }
}

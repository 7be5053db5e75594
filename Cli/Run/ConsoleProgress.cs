using System;
using System.Globalization;
using System.IO;
using Spectre.Console;

namespace Smarketing.Cli.Run;

/// <summary>Shows on the error stream how far a run has come: a bar where a person watches, a line per part elsewhere.</summary>
public static class ConsoleProgress
{
    /// <summary>Does the work and shows it.</summary>
    public static T Show<T>(TextWriter error, bool isInteractive, Func<IRunProgress, T> work)
    {
        ArgumentNullException.ThrowIfNull(error);
        ArgumentNullException.ThrowIfNull(work);
        if (!isInteractive)
        {
            return work(new Lines(error));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new Bars(context)));
    }

    private sealed class Lines(TextWriter error) : IRunProgress
    {
        private long _shown;

        public void Begin(string stage)
        {
            _shown = 0;
            error.WriteLine(stage + " …");
        }

        public void Report(long done, long total)
        {
            var tenths = total <= 0 ? 0 : Math.Min(10, done * 10 / total);
            if (tenths > _shown)
            {
                _shown = tenths;
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {tenths * 10} %"));
            }
        }
    }

    private sealed class Bars(ProgressContext context) : IRunProgress
    {
        private ProgressTask? _task;

        public void Begin(string stage)
        {
            if (_task is not null)
            {
                _task.IsIndeterminate = false;
                _task.Value = _task.MaxValue;
                _task.StopTask();
            }

            _task = context.AddTask(stage);
            _task.IsIndeterminate = true;
        }

        public void Report(long done, long total)
        {
            if (_task is not null && total > 0)
            {
                _task.IsIndeterminate = false;
                _task.MaxValue = total;
                _task.Value = Math.Min(done, total);
            }
        }
    }
}

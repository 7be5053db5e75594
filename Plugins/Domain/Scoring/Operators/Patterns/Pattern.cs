using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>
/// A pattern that every text is matched against in time proportional to its length: all ways to match are followed side by
/// side (Thompson's construction), never one after the other. So no text can stall the server, the answer does not hang on
/// how busy the machine is, and every runtime gives the same.
/// </summary>
internal sealed class Pattern
{
    /// <summary>Instructions a pattern may become; its counted repetitions are written out.</summary>
    private const int MostInstructions = 1_000;

    /// <summary>Steps one text may take: the longest pattern on 10,000 characters.</summary>
    private const int MostSteps = 10_000_000;

    private const int Ascii = 128;

    private readonly List<Instruction> code = [];
    private bool[]? first;
    private int repetitions;

    public enum Step
    {
        /// <summary>A character of the set, then the next instruction.</summary>
        Read = 0,

        /// <summary>Either the next instruction or the one at <see cref="Instruction.To"/>.</summary>
        Split,

        /// <summary>The instruction at <see cref="Instruction.To"/>.</summary>
        Jump,
        TextStart,
        TextEnd,

        /// <summary>The end, or before a line feed that ends the text.</summary>
        LineEnd,
        WordEdge,
        NoWordEdge,
        Found,
    }

    /// <summary>Where the next instruction will stand.</summary>
    public int Next => code.Count;

    /// <exception cref="CriterionFlawException">The pattern becomes too long.</exception>
    public int Add(Step step, CharacterSet? set = null, int to = 0)
    {
        if (code.Count == MostInstructions)
            throw new CriterionFlawException(FaultCode.UnsafePattern);
        code.Add(new Instruction(step, set, to));
        return code.Count - 1;
    }

    /// <summary>Counts what is written out, since repeating nothing adds no instruction.</summary>
    /// <exception cref="CriterionFlawException">It is too much.</exception>
    public void CountRepetition()
    {
        if (++repetitions > MostInstructions)
            throw new CriterionFlawException(FaultCode.UnsafePattern);
    }

    public void Aim(int instruction, int to) => code[instruction] = code[instruction] with { To = to };

    /// <summary>Ends the pattern: nothing may be added any more.</summary>
    public Pattern Close()
    {
        Add(Step.Found);
        first = FirstCharacters();
        return this;
    }

    /// <summary>Whether the pattern occurs anywhere in the text; null when that takes more steps than one text may.</summary>
    public bool? Occurs(string text)
    {
        var now = new Threads(code.Count);
        var next = new Threads(code.Count);
        long steps = 0;
        for (var position = 0; position <= text.Length; position++)
        {
            var isLast = position == text.Length;
            if (first is null || (!isLast && (text[position] >= Ascii || first[text[position]])))
            {
                if (Follow(now, 0, text, position))
                    return true;
            }

            steps += now.Count + 1;
            if (steps > MostSteps)
                return null;
            if (isLast)
                break;
            next.Clear();
            for (var i = 0; i < now.Count; i++)
            {
                var at = now[i];
                if (code[at].Set is { } set && set.Contains(text[position]) && Follow(next, at + 1, text, position + 1))
                    return true;
            }

            var done = now;
            now = next;
            next = done;
        }

        return false;
    }

    /// <summary>Puts an instruction and all that can be reached from it without reading under way; true when the end is among them.</summary>
    private bool Follow(Threads threads, int start, string text, int position)
    {
        threads.Push(start);
        while (threads.TryPop(out var at))
        {
            var instruction = code[at];
            switch (instruction.Step)
            {
                case Step.Found:
                    return true;
                case Step.Split:
                    threads.Push(instruction.To);
                    threads.Push(at + 1);
                    break;
                case Step.Jump:
                    threads.Push(instruction.To);
                    break;
                case Step.Read:
                    break;
                default:
                    if (Holds(instruction.Step, text, position))
                        threads.Push(at + 1);
                    break;
            }
        }

        return false;
    }

    private static bool Holds(Step step, string text, int position) => step switch
    {
        Step.TextStart => position == 0,
        Step.TextEnd => position == text.Length,
        Step.LineEnd => position == text.Length || (position == text.Length - 1 && text[position] == '\n'),
        _ => (step == Step.WordEdge) == (IsWord(text, position - 1) != IsWord(text, position)),
    };

    private static bool IsWord(string text, int position) =>
        position >= 0 && position < text.Length && CharacterSet.IsWord(text[position]);

    /// <summary>The ASCII characters a match can begin with; null when it can be empty. Most characters of most texts are none of them.</summary>
    private bool[]? FirstCharacters()
    {
        var threads = new Threads(code.Count);
        var characters = new bool[Ascii];
        threads.Push(0);
        while (threads.TryPop(out var at))
        {
            var instruction = code[at];
            if (instruction.Step == Step.Found)
                return null;
            if (instruction.Step is Step.Split or Step.Jump)
                threads.Push(instruction.To);
            if (instruction.Step is not (Step.Jump or Step.Read))
                threads.Push(at + 1);
            for (var i = 0; i < Ascii; i++)
                characters[i] |= instruction.Set?.Contains((char)i) == true;
        }

        return characters;
    }

    private sealed record Instruction(Step Step, CharacterSet? Set, int To);

    /// <summary>The instructions under way at one place of a text, each once.</summary>
    private sealed class Threads(int most)
    {
        private readonly int[] reached = new int[most];
        private readonly int[] round = new int[most];
        private int current = 1;
        private int followed;

        public int Count { get; private set; }

        public int this[int index] => reached[index];

        public void Clear()
        {
            Count = followed = 0;
            current++;
        }

        public void Push(int instruction)
        {
            if (round[instruction] == current)
                return;
            round[instruction] = current;
            reached[Count++] = instruction;
        }

        public bool TryPop(out int instruction)
        {
            instruction = followed < Count ? reached[followed++] : -1;
            return instruction >= 0;
        }
    }
}
